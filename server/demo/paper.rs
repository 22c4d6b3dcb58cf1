//! The two papers and their articles.

/// A paper: a publisher's name, look and articles.
pub struct Paper {
    /// The host at which it lives.
    pub host: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it says below its name.
    pub motto: &'static str,
    /// Its style sheet.
    pub style: &'static str,
    /// Its icon, SVG.
    pub icon: &'static str,
    /// What it says to whoever is not logged in.
    pub invitation: &'static str,
    /// The articles, newest first.
    pub articles: &'static [Article],
}

/// An article.
pub struct Article {
    /// Its part of the address.
    pub slug: &'static str,
    /// What kind of piece it is.
    pub kicker: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The lines that everyone may read.
    pub lead: &'static str,
    /// The rest, HTML of ours.
    pub body: &'static str,
}

/// The paper that lives at `host`.
pub fn at(host: &str) -> Option<&'static Paper> {
    PAPERS.iter().find(|paper| paper.host == host)
}

impl Paper {
    /// The article at `slug`.
    pub fn article(&self, slug: &str) -> Option<&'static Article> {
        self.articles.iter().find(|article| article.slug == slug)
    }
}

const PAPERS: [Paper; 2] = [
    Paper {
        host: "news.localhost",
        name: "The Harbour Post",
        motto: "News of a small town, every morning",
        style: include_str!("../../web/demo/news/style.css"),
        icon: include_str!("../../web/demo/news/icon.svg"),
        invitation: "The Harbour Post is free for people. Log in without a name, an address or a password, and read on.",
        articles: &[
            Article {
                slug: "ferry",
                kicker: "Town",
                title: "The late ferry comes back",
                lead: "Seven votes to four: from December the last boat leaves at eleven again.",
                body: include_str!("../../web/demo/news/ferry.html"),
            },
            Article {
                slug: "lighthouse",
                kicker: "Coast",
                title: "What stopped the lamp on Gull Point",
                lead: "Ninety-one steps, five nights in a row, and a brass pin the size of a thumbnail.",
                body: include_str!("../../web/demo/news/lighthouse.html"),
            },
            Article {
                slug: "library",
                kicker: "Town",
                title: "A library that lends ladders",
                lead: "Three hundred things, a waiting list for the carpet cleaner, and a jar of plums.",
                body: include_str!("../../web/demo/news/library.html"),
            },
            Article {
                slug: "rowing",
                kicker: "Sport",
                title: "Average age seventy-one, ahead by a length",
                lead: "The club’s oldest eight wins on the calmest water in years.",
                body: include_str!("../../web/demo/news/rowing.html"),
            },
        ],
    },
    Paper {
        host: "blog.localhost",
        name: "Slow Carriages",
        motto: "Notes from trains that take their time",
        style: include_str!("../../web/demo/blog/style.css"),
        icon: include_str!("../../web/demo/blog/icon.svg"),
        invitation: "I like to know that it is people who read this, and nothing else about them.",
        articles: &[
            Article {
                slug: "night-train",
                kicker: "Night",
                title: "Not sleeping, the lower bunk",
                lead: "A blue corridor, a station without a name, a man with a hammer.",
                body: include_str!("../../web/demo/blog/night-train.html"),
            },
            Article {
                slug: "branch-line",
                kicker: "Lines",
                title: "The train that goes if somebody asks",
                lead: "You pull a cord at the junction, and far away a lamp comes on.",
                body: include_str!("../../web/demo/blog/branch-line.html"),
            },
            Article {
                slug: "packing",
                kicker: "Things",
                title: "What is in the bag",
                lead: "One book, one book to give away, two shirts, a spoon.",
                body: include_str!("../../web/demo/blog/packing.html"),
            },
            Article {
                slug: "tea",
                kicker: "Things",
                title: "Four teas",
                lead: "In order of how long I thought about each afterwards.",
                body: include_str!("../../web/demo/blog/tea.html"),
            },
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_paper_has_its_articles() {
        for paper in &PAPERS {
            assert!(at(paper.host).is_some());
            assert!(paper.articles.len() > 2);
            for article in paper.articles {
                assert_eq!(paper.article(article.slug).unwrap().title, article.title);
                assert!(article.body.starts_with("<p>") && article.body.ends_with("</p>\n"), "{}", article.slug);
            }
        }
        assert!(at("app.localhost").is_none());
    }
}
