//! The credential, and what was disclosed: getting it, renewing it in time, starting anew, the list of logins, blocking,
//! forgetting.

use crate::{
    error::Explain,
    order,
    present::Epoch,
    profile::taxonomy::{self, SegmentId},
    random::Random,
    time::{Clock, Time},
    vault::{Namespace, Store, Vault},
    wallet::{
        Identity, WalletError, issuer,
        issuer::Link,
        log::{Disclosure, Site, Sites},
        papers::Papers,
        schedule,
    },
};

use super::{
    Session, SessionError, books,
    view::{Anew, CredentialIs, DisclosureLine, DisclosurePage, Named, Problem, SiteLine, Told, WalletView},
};

const PAPERS: &str = "wallet";
const SITES: &str = "sites";
const DISCLOSURES: Namespace = Namespace::literal("wallet.disclosures");
/// Characters of a pseudonym that a person is shown.
pub(super) const SHOWN: usize = 8;

/// What a session has of the wallet.
#[derive(Default)]
pub(super) struct Wallet {
    pub papers: Option<Papers>,
    pub sites: Sites,
    /// Oldest first.
    pub disclosures: Vec<Disclosure>,
    /// What the last renewal failed with.
    problem: Option<WalletError>,
    /// Whether this session has seen that a renewal is overdue, and waits a random while.
    overdue: Option<Time>,
}

impl Wallet {
    pub async fn load<S: Store>(vault: &Vault<S>) -> Result<Self, SessionError> {
        let mut disclosures = Vec::new();
        for segment in vault.read(&DISCLOSURES, 0..=u64::MAX).await? {
            // A damaged line of the list hides no other; what the sites know is kept apart from it.
            let entries = segment.entries.unwrap_or_default();
            disclosures.extend(entries.iter().filter_map(|entry| serde_json::from_slice(entry).ok()));
        }
        Ok(Self {
            papers: books::load(vault, PAPERS).await?,
            sites: books::load(vault, SITES).await?,
            disclosures,
            ..Self::default()
        })
    }

    /// Which of the person's names are those of now.
    pub fn names(&self) -> u32 {
        self.papers.as_ref().map_or(0, Papers::names)
    }
}

impl<S: Store> Session<S> {
    /// The credential as it is at `now`.
    pub fn wallet(&self, now: Time) -> WalletView {
        let state = self.state.borrow();
        let wallet = &state.wallet;
        let papers = wallet.papers.as_ref();
        let latest = papers.and_then(Papers::latest);
        let current = papers.and_then(|papers| papers.current(now));
        let shown = current.as_ref().map(|credential| credential.epoch).or(latest);
        WalletView {
            credential: match (&current, latest) {
                (Some(_), _) => CredentialIs::Current,
                (None, Some(_)) => CredentialIs::Expired,
                (None, None) => CredentialIs::None,
            },
            renewal_due: papers.and_then(|papers| papers.renew_at).is_some_and(|at| at <= now),
            issuer: latest.and(papers).and_then(|papers| papers.pins().issuer().ok()).map(|issuer| issuer.to_string()),
            epoch: shown.map(|epoch| epoch.to_string()),
            until: latest.and_then(|epoch| epoch.accepted_until()),
            assurance: current.map(|credential| credential.assurance.as_str().to_owned()),
            told_bits: wallet.sites.bits(wallet.names()),
            anew: papers.and_then(|papers| anew(papers, now)),
            problem: wallet.problem.as_ref().map(problem),
            picture: None,
        }
    }

    /// Gets the first credential with an invite; without one, the credential of somebody who had one before.
    pub async fn get_credential(
        &self,
        link: &impl Link,
        invite: Option<String>,
        clock: &impl Clock,
        random: &impl Random,
    ) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        let held = self.state.borrow().wallet.papers.clone();
        let mut papers = issuer::prepare(link, held).await?;
        let holder = self.identity()?.holder(&papers.pins().issuer()?);
        issuer::first(link, &mut papers, &holder, invite, random).await?;
        self.keep(papers, clock.now(), random).await
    }

    /// Fetches the next credential if it is time; says whether it did. What fails is shown in the wallet and tried again
    /// within the hour. Never called because of a login.
    pub async fn renew_if_due(
        &self,
        link: &impl Link,
        clock: &impl Clock,
        random: &impl Random,
    ) -> Result<bool, SessionError> {
        let _turn = self.turn.lock().await;
        let now = clock.now();
        let Some(papers) = self.due(now, random)? else { return Ok(false) };
        match self.renewed(link, papers, random).await {
            Ok(papers) => self.keep(papers, now, random).await.map(|()| true),
            Err(error) => {
                let mut state = self.state.borrow_mut();
                state.wallet.problem = Some(error);
                state.wallet.overdue = schedule::again(now, random)?;
                Ok(false)
            }
        }
    }

    /// Fetches the next credential at once if it is time, because the person wants it. Never called because of a login.
    pub async fn renew(&self, link: &impl Link, clock: &impl Clock, random: &impl Random) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        let now = clock.now();
        let held = self.state.borrow().wallet.papers.clone();
        let Some(papers) = held.filter(|papers| papers.renew_at.is_some_and(|at| at <= now)) else { return Ok(()) };
        let papers = self.renewed(link, papers, random).await?;
        self.keep(papers, now, random).await
    }

    /// Gets a credential under which no site knows the person any more. If the answer is lost, asking again gives it.
    pub async fn start_anew(
        &self,
        link: &impl Link,
        clock: &impl Clock,
        random: &impl Random,
    ) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        let held = self.state.borrow().wallet.papers.clone().ok_or(WalletError::NoCredential)?;
        let mut papers = issuer::prepare(link, Some(held)).await?;
        let holder = self.identity()?.holder(&papers.pins().issuer()?);
        issuer::anew(link, &mut papers, &holder, random).await?;
        self.keep(papers, clock.now(), random).await
    }

    /// The papers, if their renewal is due. Whoever comes back after the time, or failed, waits a random while first, as
    /// long as publishers still take the old credential.
    fn due(&self, now: Time, random: &impl Random) -> Result<Option<Papers>, SessionError> {
        let mut state = self.state.borrow_mut();
        let wallet = &mut state.wallet;
        let Some(papers) = wallet.papers.as_ref().filter(|papers| papers.renew_at.is_some_and(|at| at <= now)) else {
            return Ok(None);
        };
        if papers.current(now).is_none() || wallet.overdue.is_some_and(|until| until <= now) {
            return Ok(wallet.papers.clone());
        }
        if wallet.overdue.is_none() {
            wallet.overdue = schedule::again(now, random)?;
        }
        Ok(None)
    }

    async fn renewed(&self, link: &impl Link, papers: Papers, random: &impl Random) -> Result<Papers, WalletError> {
        let mut papers = issuer::prepare(link, Some(papers)).await?;
        let holder = self.identity().map_err(|_| WalletError::NoCredential)?.holder(&papers.pins().issuer()?);
        issuer::next(link, &mut papers, &holder, random).await?;
        Ok(papers)
    }

    async fn keep(&self, mut papers: Papers, now: Time, random: &impl Random) -> Result<(), SessionError> {
        papers.renew_at = match papers.latest() {
            Some(latest) => schedule::after(latest, now, random)?,
            None => None,
        };
        books::save(&self.vault, PAPERS, &papers).await?;
        let mut state = self.state.borrow_mut();
        state.wallet.papers = Some(papers);
        (state.wallet.problem, state.wallet.overdue) = (None, None);
        Ok(())
    }

    pub(super) fn identity(&self) -> Result<Identity, SessionError> {
        Ok(Identity::new(self.vault.identity_seed()?))
    }

    /// Remembers a login before its answer goes out: nothing is told that is not counted.
    pub(super) async fn remember(&self, disclosure: Disclosure) -> Result<(), SessionError> {
        let entry = serde_json::to_vec(&disclosure).map_err(|_| SessionError::Books("logins"))?;
        let mut sites = self.state.borrow().wallet.sites.clone();
        sites.record(&disclosure);
        books::save(&self.vault, SITES, &sites).await?;
        self.vault.append(&DISCLOSURES, &[entry]).await?;
        let mut state = self.state.borrow_mut();
        state.wallet.sites = sites;
        state.wallet.disclosures.push(disclosure);
        Ok(())
    }

    /// Logins, newest first.
    pub fn disclosures(&self, offset: usize, limit: usize) -> DisclosurePage {
        let state = self.state.borrow();
        let (all, names) = (&state.wallet.disclosures, state.wallet.names());
        let items = all.iter().enumerate().rev().skip(offset).take(limit).map(|(index, disclosure)| DisclosureLine {
            id: index.to_string(),
            at: disclosure.at,
            origin: disclosure.origin.clone(),
            site: disclosure.site.clone(),
            pseudonym: disclosure.sub.chars().take(SHOWN).collect(),
            segments: disclosure.segments.iter().map(|id| Named { id: id.to_string(), name: name(*id) }).collect(),
            carrier: disclosure.by,
            old: disclosure.names != names,
        });
        DisclosurePage { total: u64::try_from(all.len()).unwrap_or(u64::MAX), items: items.collect() }
    }

    /// What every site knows, the one met last first.
    pub fn sites(&self) -> Vec<SiteLine> {
        let state = self.state.borrow();
        let mut lines: Vec<SiteLine> = state
            .wallet
            .sites
            .all()
            .map(|(site, known)| SiteLine {
                site: site.to_owned(),
                first: known.first,
                last: known.last,
                logins: known.logins,
                blocked: known.blocked,
                told: told(known),
                bits: known.told.bits(),
                old: known.names != state.wallet.names(),
            })
            .collect();
        order::by_key(&mut lines, |line| std::cmp::Reverse(line.last));
        lines
    }

    /// Blocks a site, or not any more.
    pub async fn block(&self, site: &str, on: bool) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        let mut sites = self.state.borrow().wallet.sites.clone();
        sites.block(site, on);
        books::save(&self.vault, SITES, &sites).await?;
        self.state.borrow_mut().wallet.sites = sites;
        Ok(())
    }

    /// Forgets the list of logins; says how many went. What each site was told stays counted, or it would be told more.
    pub async fn forget_disclosures(&self) -> Result<u64, SessionError> {
        let _turn = self.turn.lock().await;
        self.vault.erase_namespace(&DISCLOSURES).await?;
        let gone = std::mem::take(&mut self.state.borrow_mut().wallet.disclosures);
        Ok(u64::try_from(gone.len()).unwrap_or(u64::MAX))
    }
}

/// When the person may start anew, as the issuer said with the newest credential.
fn anew(papers: &Papers, now: Time) -> Option<Anew> {
    let (resets, week) = (papers.resets()?, Epoch::at(now));
    Some(Anew { now: resets.from <= week, from: resets.from.start()?, again: week.after(resets.weeks).start()? })
}

pub(super) fn told(site: &Site) -> Vec<Told> {
    site.told.all().map(|(id, first)| Told { id: id.to_string(), name: name(id), first }).collect()
}

pub(super) fn name(id: SegmentId) -> String {
    taxonomy::get(id).map_or_else(|| id.to_string(), |node| node.name.to_owned())
}

pub(super) fn problem(error: &WalletError) -> Problem {
    Problem { code: error.code().to_owned(), message: error.to_string(), next: error.advice().to_owned() }
}
