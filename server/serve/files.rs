//! Files of a built folder.

use std::{io, path::Path};

use axum::{body::Body, extract::Request, http::StatusCode, response::Response};
use tower_http::services::ServeDir;

use super::page::{missing, page};

/// The files in `dir`. A folder is its index.html, never a redirect; a file beside its .br or .gz goes out as that.
pub fn dir(dir: &Path) -> ServeDir {
    ServeDir::new(dir).redirect_to_trailing_slash(false).precompressed_br().precompressed_gzip()
}

/// The file that the request names.
pub async fn file(mut files: ServeDir, request: Request) -> Response {
    let answer = files.try_call(request).await.map(|response| response.map(Body::new));
    match answer {
        Ok(response) if response.status() == StatusCode::NOT_FOUND => missing(),
        Ok(response) => response,
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::PermissionDenied => missing(),
            _ => page(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Cannot be read",
                "The file is there but could not be read. Restart the server; if that does not help, build the app again.",
            ),
        },
    }
}
