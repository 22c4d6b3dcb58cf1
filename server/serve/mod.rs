//! `ownyou serve`: arguments, where things are, start and stop.
//!
//! `group` is which sites there are, `port` where each lives, `state` what the server keeps of itself, `gate` who comes in
//! by which address, `headers` what every answer carries, `app` the app's site. The issuer and the demo have rooms of
//! their own beside this one.

mod app;
mod error;
pub mod files;
mod find;
pub mod gate;
mod greet;
mod group;
pub mod headers;
pub mod page;
mod pins;
mod port;
mod state;
mod stop;

use std::{
    collections::BTreeSet,
    future::IntoFuture,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use axum::Router;
use ownyou::present::Origin;
use tokio::{runtime, sync::watch, task::JoinSet, time::timeout};

pub use error::ServeError;
use gate::Gate;
use group::Group;
use headers::Dress;
use pins::Pins;
use port::Place;
use state::State;
use stop::Stop;

use crate::{
    demo::Demo,
    issuer::{self, Issuer},
};

/// How long answers under way may take once the server is told to stop.
const GRACE: Duration = Duration::from_millis(1500);

/// Serve the app to your own browser, on this machine only.
///
/// Starts the app, an issuer of credentials and two demo publishers, each a site of its own on the loopback interface:
/// http://app.localhost:8787, http://issuer.localhost:8788, http://news.localhost:8789 and http://blog.localhost:8789.
/// A port is part of the address under which your browser keeps your data, so the first start chooses (those, or free ones
/// where they are taken) and later starts use the same. Ctrl-C stops the server; starting again finds everything as it
/// was.
///
/// Named, sites are served alone, each in a process of its own if you like; with one data directory they find each other.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Environment: OWNYOU_DATA is the data directory where --data is not given.

Exit codes: 0 stopped by Ctrl-C or SIGTERM, 1 could not start (stderr says why and what to do), 2 wrong arguments.

Examples:
  ownyou serve
  ownyou serve --port 9000
  ownyou serve app --data /tmp/trial --app-dir web/app/dist
  ownyou serve issuer demo
  ownyou serve app --issuer-url https://issuer.example --issuer-keys issuer.json")]
pub struct Args {
    /// What to serve [default: all of them]
    #[arg(value_enum, value_name = "SITE")]
    sites: Vec<Group>,
    /// The app's port from now on, the issuer's the next, the demo's the one after; 0 takes any free ones. Your browser
    /// keeps data by address: another port is another, empty app, until you return to the old one
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Where the server keeps its settings and the issuer its books [default: `ownyou` in this system's folder for
    /// application data]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The built app [default: web/app/dist, here or in the project that this program was built in]
    #[arg(long, value_name = "DIR")]
    app_dir: Option<PathBuf>,
    /// What publishers put on their pages, built [default: web/sdk/dist, likewise]
    #[arg(long, value_name = "DIR")]
    sdk_dir: Option<PathBuf>,
    /// Where the app is, when another server has it [default: where this data directory's app lives]
    #[arg(long, value_name = "URL", value_parser = origin)]
    app_url: Option<Origin>,
    /// Where the issuer is, when another server has it [default: where this data directory's issuer lives]
    #[arg(long, value_name = "URL", value_parser = origin)]
    issuer_url: Option<Origin>,
    /// A key set that this issuer published, for an issuer elsewhere: the app believes it, the demo starts with it. May be
    /// given again, the newest first [default: those in the data directory]
    #[arg(long, value_name = "FILE")]
    issuer_keys: Vec<PathBuf>,
    /// Whether the issuer's own page gives an invite to anyone who asks: for trying things out [default: true where app,
    /// issuer and demo are all served by this process, else false]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    open_invites: Option<bool>,
    /// How many weeks must lie between two times that a person starts anew at this issuer, under names that no site
    /// knows: each time they leave behind what sites hold against them, and are two people for up to twelve days
    #[arg(long, value_name = "WEEKS", default_value_t = 26, value_parser = clap::value_parser!(u16).range(1..=520))]
    reset_weeks: u16,
}

/// The sites of the groups, as their pages know each other.
struct Addresses {
    app: Origin,
    issuer: Origin,
}

/// Runs `ownyou serve` until it is told to stop.
pub fn run(args: &Args) -> Result<(), ServeError> {
    let data = data_dir(args.data.as_deref())?;
    let groups: BTreeSet<Group> =
        if args.sites.is_empty() { Group::ALL.into() } else { args.sites.iter().copied().collect() };
    // What cannot be served leaves nothing behind.
    let app = match groups.contains(&Group::App) {
        true => find::APP.find(args.app_dir.as_deref()).map_err(ServeError::NoApp)?,
        false => PathBuf::new(),
    };
    let state = State::open(&data)?;
    let runtime = runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let outcome = runtime.block_on(serve(args, &groups, &state, &data, &app));
    // A file read that hangs (a network disk gone away) must not hold the exit.
    runtime.shutdown_background();
    outcome
}

async fn serve(
    args: &Args,
    groups: &BTreeSet<Group>,
    state: &State,
    data: &Path,
    app: &Path,
) -> Result<(), ServeError> {
    let mut places = Vec::new();
    for group in groups {
        let asked = args.port.map(|app| port::of(*group, app)).transpose()?;
        places.push(port::settle(state, *group, asked).await?);
    }
    let addresses = addresses(args, state, &places)?;
    // Listening for the signals comes first: a stop sent as soon as the address is out must be a clean one.
    let mut stop = Stop::listen()?;
    let (tell, told) = watch::channel(false);
    let mut tasks = JoinSet::new();
    let sdk = find::SDK.find(args.sdk_dir.as_deref());
    for place in &mut places {
        let router = match place.group {
            Group::App => {
                let pins = Pins::new(data, addresses.issuer.clone(), &args.issuer_keys)?;
                gate(place, Dress::app(addresses.issuer.as_str()), app::router(app, pins))
            }
            Group::Issuer => issuer(args, groups, data, place, &addresses).await?,
            Group::Demo => demo(args, data, place, &addresses, sdk.as_deref().ok())?,
        };
        for listener in place.listeners.drain(..) {
            let mut told = told.clone();
            let told = async move {
                let _ = told.wait_for(|stopped| *stopped).await;
            };
            let service = router.clone().into_make_service_with_connect_info::<SocketAddr>();
            tasks.spawn(axum::serve(listener, service).with_graceful_shutdown(told).into_future());
        }
    }
    greet::greet(&places, data, groups.contains(&Group::Demo) && sdk.is_err());
    stop.asked().await;
    tell.send_replace(true);
    // Whoever has not taken the answer by then loses only the rest of a file.
    let _ = timeout(GRACE, tasks.join_all()).await;
    Ok(())
}

async fn issuer(
    args: &Args,
    groups: &BTreeSet<Group>,
    data: &Path,
    place: &Place,
    addresses: &Addresses,
) -> Result<Router, ServeError> {
    let open_invites = args.open_invites.unwrap_or(groups.len() == Group::ALL.len());
    let terms = issuer::Terms { open_invites, reset_weeks: args.reset_weeks };
    let issuer = Issuer::open(data, addresses.issuer.clone(), addresses.app.clone(), terms)?;
    issuer.publish_if_due()?;
    tokio::spawn(Arc::clone(&issuer).upkeep());
    Ok(gate(place, Dress::issuer(), issuer.router()))
}

fn demo(
    args: &Args,
    data: &Path,
    place: &Place,
    addresses: &Addresses,
    sdk: Option<&Path>,
) -> Result<Router, ServeError> {
    let sets = args.issuer_keys.iter().map(|file| pins::key_set(file, &addresses.issuer));
    let sets = sets.collect::<Result<Vec<_>, _>>()?;
    let demo = Demo::open(data, addresses.issuer.clone(), addresses.app.clone(), sets, sdk)?;
    tokio::spawn(demo.keys().upkeep());
    let mut sites = Gate::new(place.port, Dress::publisher());
    for host in place.group.hosts() {
        let origin = origin(&gate::address(host, place.port)).map_err(ServeError::Address)?;
        if let Some(publisher) = demo.publisher(host, origin) {
            sites.add(host, publisher);
        }
    }
    Ok(sites.before(Demo::router()))
}

/// `router` behind the gate of a group of one site.
fn gate(place: &Place, dress: Dress, router: Router) -> Router {
    let mut gate = Gate::new(place.port, dress);
    for host in place.group.hosts() {
        gate.add(host, ());
    }
    gate.before(router)
}

/// Where app and issuer are: here, else as told, else beside the port asked for, else where this data directory's are.
fn addresses(args: &Args, state: &State, places: &[Place]) -> Result<Addresses, ServeError> {
    let of = |group: Group, told: &Option<Origin>| {
        let here = places.iter().find(|place| place.group == group).map(|place| place.port);
        match (here, told) {
            (Some(port), _) => origin(&group.first_address(port)).map_err(ServeError::Address),
            (None, Some(told)) => Ok(told.clone()),
            (None, None) => {
                let port = match args.port.filter(|port| *port != 0) {
                    Some(app) => port::of(group, app)?,
                    None => port::known(state, group)?,
                };
                origin(&group.first_address(port)).map_err(ServeError::Address)
            }
        }
    };
    Ok(Addresses { app: of(Group::App, &args.app_url)?, issuer: of(Group::Issuer, &args.issuer_url)? })
}

/// The data directory: as `asked`, else as the environment says, else the system's.
pub fn data_dir(asked: Option<&Path>) -> Result<PathBuf, ServeError> {
    find::data_dir(asked)
}

/// Where the app of the data directory `data` lives.
pub fn app_address(data: &Path) -> Result<String, ServeError> {
    Ok(Group::App.first_address(port::known(&State::open(data)?, Group::App)?))
}

/// An origin, as an argument.
pub fn origin(text: &str) -> Result<Origin, String> {
    Origin::parse(text).map_err(|error| {
        format!("{error}; it is an origin alone, such as https://app.example, or http for this machine's *.localhost")
    })
}
