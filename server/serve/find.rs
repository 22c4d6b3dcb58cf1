//! Where things lie that are not in the binary: the data directory, the built app, the built SDK.

use std::{
    env,
    path::{Path, PathBuf},
};

use super::error::ServeError;

/// How many folders above the executable may be the project: `target/release/ownyou` is two below it.
const LEVELS_UP: usize = 4;

/// Something that `make build` makes.
pub struct Built {
    /// Where it lies in a project.
    pub place: &'static str,
    /// A file that is there when it is built.
    pub mark: &'static str,
}

/// The app.
pub const APP: Built = Built { place: "web/app/dist", mark: "index.html" };
/// What publishers put on their pages.
pub const SDK: Built = Built { place: "web/sdk/dist", mark: "ownyou.js" };

impl Built {
    /// Its folder: as `asked`, else here, else in the project around this executable. `Err` is where it should be.
    pub fn find(&self, asked: Option<&Path>) -> Result<PathBuf, PathBuf> {
        if let Some(dir) = asked {
            return if self.is_in(dir) { Ok(dir.to_path_buf()) } else { Err(dir.to_path_buf()) };
        }
        // As started and as it really lies: `target/release/ownyou` may be a link to a target directory elsewhere.
        let started = env::args_os().next().map(PathBuf::from).and_then(|path| std::path::absolute(path).ok());
        let around = [started, env::current_exe().ok()].into_iter().flatten();
        let around = around.flat_map(|exe| {
            exe.ancestors().skip(1).take(LEVELS_UP).map(|dir| dir.join(self.place)).collect::<Vec<_>>()
        });
        let here = PathBuf::from(self.place);
        [here.clone()]
            .into_iter()
            .chain(around)
            .find(|dir| self.is_in(dir))
            .ok_or_else(|| std::path::absolute(&here).unwrap_or(here))
    }

    fn is_in(&self, dir: &Path) -> bool {
        dir.join(self.mark).is_file()
    }
}

/// The data directory: as `asked`, else `OWNYOU_DATA`, else `ownyou` in the system's folder for application data.
pub fn data_dir(asked: Option<&Path>) -> Result<PathBuf, ServeError> {
    let named = env::var_os("OWNYOU_DATA").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    let asked = asked.map(Path::to_path_buf).or(named);
    asked.or_else(|| dirs::data_dir().map(|dir| dir.join("ownyou"))).ok_or(ServeError::NoDataDir)
}
