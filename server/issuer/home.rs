//! The issuer's own page: who it is, what it knows, and, where invites are for everyone, a button that gives one.

use ownyou::present::Origin;

use crate::serve::page::escape;

/// How it looks.
pub const STYLE: &str = include_str!("home.css");
/// Its icon, SVG.
pub const ICON: &str = include_str!("icon.svg");

/// The page.
pub fn front(issuer: &Origin, open_invites: bool) -> String {
    let invites = if open_invites {
        "<form method=\"post\" action=\"/invite\">\n<p>This issuer is run for trying things out, so anyone may have an \
         invite.</p>\n<button>Get an invite</button>\n</form>"
    } else {
        "<p>A first credential needs an invite. Whoever runs this issuer gives them out.</p>"
    };
    page(
        "A credential for your wallet",
        &format!(
            "<p class=\"lead\">This is the issuer at <b>{issuer}</b>. It gives each person one credential a week, with which \
             their OwnYou wallet logs in at publishers under a different name at each.</p>\n{invites}\n\
             <h2>What this issuer knows</h2>\n<ul>\n\
             <li>That somebody was invited, and in which week.</li>\n\
             <li>Whether they ask again, so that one person stays one.</li>\n\
             <li>In which week they started anew under other names, if they did.</li>\n</ul>\n\
             <h2>What it cannot know</h2>\n<ul>\n\
             <li>Your name, your data, or anything that is in your wallet.</li>\n\
             <li>Where you log in, how often, or under which name. It signs without seeing your secret, and no publisher's \
             name for you can be traced back to it.</li>\n</ul>\n\
             <p class=\"small\">Its <a href=\"/.well-known/ownyou/issuer\">keys</a> are published half a year ahead, the same \
             for everyone.</p>",
            issuer = escape(issuer.as_str())
        ),
    )
}

/// The page with a fresh invite, `link` being where the app uses it.
pub fn invite(issuer: &Origin, link: &str) -> String {
    let link = escape(link);
    let code = link.rsplit('=').next().unwrap_or_default();
    page(
        "Your invite",
        &format!(
            "<p class=\"lead\">Good for one person, once.</p>\n<p><output class=\"code\">{code}</output></p>\n\
             <p><a class=\"button\" href=\"{link}\">Use it in my wallet</a></p>\n\
             <p class=\"small\"><a href=\"/\">Back to {}</a></p>",
            escape(issuer.as_str())
        ),
    )
}

/// `title` and `body` are HTML already.
fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>{title} · OwnYou issuer</title>\n<link rel=\"icon\" \
         href=\"/icon.svg\">\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
}
