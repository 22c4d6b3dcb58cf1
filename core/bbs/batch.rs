//! Many proofs verified together: their challenges one by one, their pairings as one product.
//!
//! Each proof's e(Ā, key) = e(B̄, P2) is weighted with 128 random bits of its own, so no set of bad proofs makes a product
//! that holds, but with a chance of 2⁻¹²⁸. A product that does not hold is halved until the bad proofs are found: with b of
//! them among n that takes about b · log n products, and never more than 2 · n.

use super::{
    BbsError, Disclosed, Params, Proof, PublicKey, Scalar, Statement,
    curve::{self, Base, Point, Secrecy},
};
use crate::random::Random;

/// Proofs in one product. More make it hardly cheaper, and take memory of their number.
const CHUNK: usize = 256;

/// A proof and what it is said to show.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// The proof.
    pub proof: &'a Proof,
    /// Its scheme's generators.
    pub params: &'a Params,
    /// Who signed.
    pub key: &'a PublicKey,
    /// What it is for.
    pub statement: Statement<'a>,
    /// The pseudonym, in a scheme that has them.
    pub pseudonym: Option<&'a Point>,
    /// The messages it shows, ascending by index.
    pub disclosed: &'a [Disclosed],
}

/// A claim whose challenge holds.
struct Weighted<'a> {
    at: usize,
    claim: &'a Claim<'a>,
    weight: Scalar,
}

/// What [`Proof::verify`] (or [`Proof::verify_unlinked`]) says of each claim, in their order.
pub fn verify_batch(claims: &[Claim], random: &impl Random) -> Result<Vec<Result<(), BbsError>>, BbsError> {
    let mut verdicts = Vec::with_capacity(claims.len());
    for chunk in claims.chunks(CHUNK) {
        let mut here = Vec::with_capacity(chunk.len());
        let mut open = Vec::with_capacity(chunk.len());
        for (at, claim) in chunk.iter().enumerate() {
            let Claim { proof, params, key, statement, pseudonym, disclosed } = claim;
            here.push(proof.challenge_holds(params, key, statement, *pseudonym, disclosed));
            if here.last().is_some_and(Result::is_ok) {
                open.push(Weighted { at, claim, weight: Scalar::from_u128(u128::from_be_bytes(random.array()?)) });
            }
        }
        for bad in bad(&open) {
            if let Some(verdict) = here.get_mut(bad) {
                *verdict = Err(BbsError::Proof);
            }
        }
        verdicts.append(&mut here);
    }
    Ok(verdicts)
}

/// Which of them are of no signature.
fn bad(claims: &[Weighted]) -> Vec<usize> {
    if product_holds(claims) {
        return Vec::new();
    }
    match claims {
        [one] => vec![one.at],
        _ => {
            let (left, right) = claims.split_at(claims.len() / 2);
            [bad(left), bad(right)].concat()
        }
    }
}

fn product_holds(claims: &[Weighted]) -> bool {
    let mut issuers: Vec<(&PublicKey, Vec<(Base, &Scalar)>)> = Vec::new();
    let mut right = Vec::with_capacity(claims.len());
    for Weighted { claim, weight, .. } in claims {
        let (a_bar, b_bar) = claim.proof.pair();
        right.push((Base::New(*b_bar), weight));
        match issuers.iter_mut().find(|(key, _)| *key == claim.key) {
            Some((_, terms)) => terms.push((Base::New(*a_bar), weight)),
            None => issuers.push((claim.key, vec![(Base::New(*a_bar), weight)])),
        }
    }
    let weighted = |terms| curve::combine(terms, Secrecy::Public);
    let left: Vec<_> = issuers.into_iter().map(|(key, terms)| (weighted(terms), &key.0)).collect();
    curve::pairings_hold(&left, &weighted(right))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

    use zeroize::Zeroizing;

    use super::*;
    use crate::{
        bbs::{Interface, OWN, Prover, SHA_256, Scheme, SecretKey, Signature, SignerInput, fixture::Mocked},
        random::{NoRandomness, SystemRandom},
    };

    const STATEMENT: Statement = Statement { header: b"h", presentation_header: b"p", context: b"here", nyms: 1 };

    struct Person {
        key: PublicKey,
        signature: Signature,
        all: Vec<Scalar>,
    }

    fn person(params: &Params, issuer: u8, nym: u64) -> Person {
        let key = SecretKey::from_bytes(&[issuer; 32]).unwrap();
        let (open, nym, blind) = ([Scalar::from(8), Scalar::from(9)], Scalar::from(nym), Scalar::from(77));
        let points = params.blind_points();
        let commitment = curve::sum(&[(points[0], blind), (points[1], nym)]);
        let entropy = Scalar::one();
        let input = SignerInput { header: b"h", messages: &open, commitment: &commitment, entropy: &entropy, nyms: 1 };
        let signature = Signature::sign(params, &key, &input).unwrap();
        Person { key: key.public(), signature, all: [open.as_slice(), &[blind, nym + entropy]].concat() }
    }

    fn prove(params: &Params, person: &Person, seed: &[u8]) -> (Proof, Point) {
        let all = Zeroizing::new(person.all.clone());
        let prover = Prover::new(params, &person.key, &person.signature, all, &[0]).unwrap();
        prover.prove(&STATEMENT, &mut Mocked::new(&SHA_256, seed, b"tag", 8).unwrap()).unwrap()
    }

    fn verdicts(params: &Params, people: &[Person], made: &[(Proof, Point)]) -> Vec<Result<(), BbsError>> {
        let disclosed = [(0, Scalar::from(8))];
        let claim = |(person, (proof, pseudonym)): (&'_ Person, &'_ (Proof, Point))| {
            proof.verify(params, &person.key, &STATEMENT, pseudonym, &disclosed)
        };
        let alone: Vec<_> = people.iter().zip(made).map(claim).collect();
        let claims: Vec<Claim> = people
            .iter()
            .zip(made)
            .map(|(person, (proof, pseudonym))| Claim {
                proof,
                params,
                key: &person.key,
                statement: STATEMENT,
                pseudonym: Some(pseudonym),
                disclosed: &disclosed,
            })
            .collect();
        assert_eq!(verify_batch(&claims, &SystemRandom).unwrap(), alone);
        alone
    }

    #[test]
    fn a_batch_says_what_each_alone_says() {
        let params = Params::new(OWN, 2, 1).unwrap();
        let mut people: Vec<Person> = (0u8..9).map(|i| person(&params, 1 + i % 2, u64::from(i) + 1)).collect();
        let mut made: Vec<_> = people.iter().zip(0u8..).map(|(person, i)| prove(&params, person, &[i])).collect();
        assert_eq!(verdicts(&params, &people, &made), vec![Ok(()); 9]);
        // Of no signature, of another's, and for another pseudonym.
        people[2].signature.a += params.base;
        made[2] = prove(&params, &people[2], b"forged");
        people[5].key = people[4].key.clone();
        made[7].1 += params.base;
        let expected: Vec<bool> = (0..9).map(|i| ![2, 5, 7].contains(&i)).collect();
        let found: Vec<bool> = verdicts(&params, &people, &made).iter().map(Result::is_ok).collect();
        assert_eq!(found, expected);
        assert_eq!(verdicts(&params, &[], &[]), vec![]);
    }

    /// Two forgeries whose errors cancel in a product without weights.
    #[test]
    fn forgeries_that_cancel_are_found() {
        let params = Params::new(OWN, 2, 1).unwrap();
        let mut people = [person(&params, 1, 1), person(&params, 1, 1)];
        people[0].signature.a += params.base;
        people[1].signature.a -= params.base;
        let made = people.each_ref().map(|person| prove(&params, person, b"the same"));
        let sum = |of: fn(&Proof) -> Point| of(&made[0].0) + of(&made[1].0);
        let (a_bar, b_bar) = (sum(|proof| *proof.pair().0), sum(|proof| *proof.pair().1));
        assert!(curve::pairings_hold(&[(a_bar, &people[0].key.0)], &b_bar));
        assert_eq!(verdicts(&params, &people, &made), vec![Err(BbsError::Proof); 2]);
    }

    #[test]
    fn a_batch_without_pseudonyms_and_one_without_randomness() {
        struct Nothing;
        impl Random for Nothing {
            fn fill(&self, _: &mut [u8]) -> Result<(), NoRandomness> {
                Err(NoRandomness)
            }
        }
        let params = Params::new(Scheme::new(&SHA_256, Interface::Core), 2, 0).unwrap();
        let key = SecretKey::from_bytes(&[1; 32]).unwrap();
        let (public, all) = (key.public(), vec![Scalar::from(8), Scalar::from(9)]);
        let signature = Signature::sign_open(&params, &key, b"h", &all).unwrap();
        let statement = Statement { nyms: 0, context: b"", ..STATEMENT };
        let prover = Prover::new(&params, &public, &signature, Zeroizing::new(all), &[0]).unwrap();
        let proof = prover.prove_unlinked(&statement, &mut Mocked::new(&SHA_256, b"seed", b"tag", 6).unwrap()).unwrap();
        let disclosed = [(0, Scalar::from(8))];
        let good =
            Claim { proof: &proof, params: &params, key: &public, statement, pseudonym: None, disclosed: &disclosed };
        let linked = Claim { pseudonym: Some(&params.base), ..good };
        let mixed = verify_batch(&[good, linked], &SystemRandom).unwrap();
        assert_eq!(mixed, [Ok(()), Err(BbsError::Shape("nym secrets"))]);
        assert_eq!(verify_batch(&[good], &Nothing).unwrap_err(), BbsError::NoRandomness(NoRandomness));
    }
}
