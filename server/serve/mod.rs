//! `ownyou serve`: arguments, where things are, start and stop.
//!
//! `state` is what the server keeps, `port` the address it lives at, `site` what it answers, `headers` what every
//! answer carries.

mod headers;
mod port;
mod site;
mod state;

use std::{
    env,
    future::IntoFuture,
    io::{self, Write},
    path::{Path, PathBuf},
    time::Duration,
};

use ownyou::error::Explain;
use tokio::{runtime, signal, sync::watch, task::JoinSet, time::timeout};

use site::Sites;
use state::{State, StateError};

/// How long answers under way may take once the server is told to stop.
const GRACE: Duration = Duration::from_millis(1500);
/// The app's host. A browser takes every `*.localhost` for this machine, and each is an origin of its own.
const APP_HOST: &str = "app.localhost";
/// Where the built app lies in a project.
const APP_DIR: &str = "web/app/dist";
/// How many folders above the executable may be the project: `target/release/ownyou` is two below it.
const LEVELS_UP: usize = 4;

/// Serve the app to your own browser, on this machine only.
///
/// Serves at http://app.localhost:PORT, on the loopback interface. The port is part of the address under which your
/// browser keeps your data, so the first start chooses one (8787, or a free one if that is taken) and later starts use
/// the same. Ctrl-C stops the server; starting again finds everything as it was.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Environment: OWNYOU_DATA is the data directory where --data is not given.

Exit codes: 0 stopped by Ctrl-C or SIGTERM, 1 could not start (stderr says why and what to do), 2 wrong arguments.

Examples:
  ownyou serve
  ownyou serve --port 9000
  ownyou serve app --data /tmp/trial --app-dir web/app/dist")]
pub struct Args {
    /// What to serve
    #[arg(value_enum, value_name = "SITE", default_values_t = [Site::App])]
    sites: Vec<Site>,
    /// The port to live at from now on; 0 takes any free one. Your browser keeps data by address: another port is
    /// another, empty app, until you return to the old one
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Where the server keeps its own settings [default: `ownyou` in this system's folder for application data]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The built app [default: web/app/dist, here or in the project that this program was built in]
    #[arg(long, value_name = "DIR")]
    app_dir: Option<PathBuf>,
}

/// A site that this binary can serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Site {
    /// The OwnYou app
    App,
}

/// Why the server could not start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// What the server keeps could not be read or written.
    #[error(transparent)]
    State(#[from] StateError),
    /// The system names no folder for application data.
    #[error("this system names no folder for application data")]
    NoDataDir,
    /// There is no built app where it should be.
    #[error("there is no built app in {}", .0.display())]
    NoApp(PathBuf),
    /// The port that the person's data belongs to is taken.
    #[error(
        "port {0} is taken by another program, and the app's data in your browser belongs to http://app.localhost:{0}"
    )]
    Occupied(u16),
    /// The port asked for is taken.
    #[error("port {0} is taken by another program")]
    Taken(u16),
    /// The system refused the port for another reason.
    #[error("port {port} cannot be used: {source}")]
    Refused {
        /// The port.
        port: u16,
        /// The system's reason.
        source: io::Error,
    },
    /// The server itself could not run.
    #[error("the server could not run: {0}")]
    Run(#[from] io::Error),
}

impl Explain for ServeError {
    fn code(&self) -> &'static str {
        match self {
            Self::State(error) => error.code(),
            Self::NoDataDir => "no-data-dir",
            Self::NoApp(_) => "no-app",
            Self::Occupied(_) => "port-occupied",
            Self::Taken(_) => "port-taken",
            Self::Refused { .. } => "port-refused",
            Self::Run(_) => "cannot-run",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::State(error) => error.next_step(),
            Self::NoDataDir => "Name one: ownyou serve --data DIR",
            Self::NoApp(_) => "Build it with `make build`, or name where it lies: ownyou serve --app-dir DIR",
            Self::Occupied(_) => {
                "Is another `ownyou serve` running? Then it is there already: open that address. Otherwise stop the \
                 program that has the port (`ss -ltnp` or `lsof -iTCP -sTCP:LISTEN` shows which) and start again. \
                 `--port N` moves the app to another address, where your browser has none of its data."
            }
            Self::Taken(_) => "Choose another port with --port N, or leave --port out.",
            Self::Refused { .. } => {
                "Choose another port with --port N (below 1024 a system often asks for more rights)."
            }
            Self::Run(_) => "Start it again; if it goes on, this machine may be out of memory or of open files.",
        }
    }
}

/// Runs `ownyou serve` until it is told to stop.
pub fn run(args: &Args) -> Result<(), ServeError> {
    let data = match &args.data {
        Some(dir) => dir.clone(),
        None => default_data_dir().ok_or(ServeError::NoDataDir)?,
    };
    let app = app_dir(args.app_dir.as_deref())?;
    let state = State::open(&data)?;
    let runtime = runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let outcome = runtime.block_on(serve(args, &state, &data, &app));
    // A file read that hangs (a network disk gone away) must not hold the exit.
    runtime.shutdown_background();
    outcome
}

async fn serve(args: &Args, state: &State, data: &Path, app: &Path) -> Result<(), ServeError> {
    let place = port::settle(state, args.port).await?;
    let mut sites = Sites::new(place.port);
    for site in &args.sites {
        match site {
            Site::App => sites.add(APP_HOST, app),
        }
    }
    // Listening for the signals comes first: a stop sent as soon as the address is out must be a clean one.
    let mut stop = Stop::listen()?;
    let (tell, told) = watch::channel(false);
    let router = sites.into_router();
    let mut tasks = JoinSet::new();
    for listener in place.listeners {
        let mut told = told.clone();
        let told = async move {
            let _ = told.wait_for(|stopped| *stopped).await;
        };
        tasks.spawn(axum::serve(listener, router.clone()).with_graceful_shutdown(told).into_future());
    }
    greet(place.port, place.before, data);
    stop.asked().await;
    tell.send_replace(true);
    // Whoever has not taken the answer by then loses only the rest of a file.
    let _ = timeout(GRACE, tasks.join_all()).await;
    Ok(())
}

/// Prints where the app is and what to do next. A reader of stdout that went away is no reason to stop serving.
fn greet(port: u16, before: Option<u16>, data: &Path) {
    let address = site::address(APP_HOST, port);
    let mut text = format!("OwnYou is at {address}\n\n");
    if let Some(before) = before {
        let old = site::address(APP_HOST, before);
        text.push_str(&format!(
            "It was at {old} before. What your browser keeps for that address is still there;\n\
             ownyou serve --port {before} goes back to it.\n\n"
        ));
    }
    text.push_str(&format!(
        "Open that address in your browser. What you bring in stays in that browser, sealed, under that address.\n\
         The server keeps only its settings, in {}\n\
         Ctrl-C stops it.\n",
        data.display()
    ));
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// The signals that ask the server to stop.
struct Stop {
    #[cfg(unix)]
    interrupt: signal::unix::Signal,
    #[cfg(unix)]
    terminate: signal::unix::Signal,
}

impl Stop {
    /// From here on the signals no longer end the process by themselves.
    fn listen() -> io::Result<Self> {
        #[cfg(unix)]
        {
            use signal::unix::{SignalKind, signal};
            Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    /// Returns when one has come.
    #[cfg(unix)]
    async fn asked(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    /// Returns when one has come.
    #[cfg(not(unix))]
    async fn asked(&mut self) {
        let _ = signal::ctrl_c().await;
    }
}

/// `OWNYOU_DATA`, else `ownyou` in the system's folder for application data.
fn default_data_dir() -> Option<PathBuf> {
    match env::var_os("OWNYOU_DATA").filter(|dir| !dir.is_empty()) {
        Some(dir) => Some(dir.into()),
        None => dirs::data_dir().map(|dir| dir.join("ownyou")),
    }
}

/// The folder of the built app: as asked, else here, else in the project around this executable.
fn app_dir(asked: Option<&Path>) -> Result<PathBuf, ServeError> {
    if let Some(dir) = asked {
        return if is_built(dir) { Ok(dir.to_path_buf()) } else { Err(ServeError::NoApp(dir.to_path_buf())) };
    }
    // As started and as it really lies: `target/release/ownyou` may be a link to a target directory elsewhere.
    let started = env::args_os().next().map(PathBuf::from).and_then(|path| std::path::absolute(path).ok());
    let around = [started, env::current_exe().ok()]
        .into_iter()
        .flatten()
        .flat_map(|exe| exe.ancestors().skip(1).take(LEVELS_UP).map(|dir| dir.join(APP_DIR)).collect::<Vec<_>>());
    let here = PathBuf::from(APP_DIR);
    [here.clone()]
        .into_iter()
        .chain(around)
        .find(|dir| is_built(dir))
        .ok_or_else(|| ServeError::NoApp(std::path::absolute(&here).unwrap_or(here)))
}

fn is_built(dir: &Path) -> bool {
    dir.join("index.html").is_file()
}
