//! `ownyou evaluate profile`: how often the classifier is right, and how often it should have kept silent, on anybody's
//! labelled records. What is counted, and how: `tally`; confidence fitted on other entities than those it is judged on:
//! `cross`.

mod cross;
mod tally;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
    path::PathBuf,
    time::{Duration, Instant},
};

use ownyou::{
    profile::{
        self, Reach,
        taxonomy::{self, SegmentId},
    },
    record::Record,
};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    super::{unless_left, write_line},
    EvaluateError, lines,
};
use tally::{Tally, rate};

/// Speed is measured over at least this long.
const MEASURED: Duration = Duration::from_millis(200);

/// Classify labelled records, and count what was right.
///
/// A line of the file is a Record with what a careful human says of it:
/// {…, "kind":"positive"|"none"|"sensitive", "expect":[id,…], "entity"?, "lang"?}. `expect` are ids of IAB Audience Taxonomy 1.1,
/// any of which is right; `entity` is the shop, site or sender behind it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Output, one JSON object: {\"classifier\":\"full\",\"all\":false,\"folds\":0,\"items_per_s\":…,\"overall\":GROUP,\"by_source\":{\"email\":GROUP,…},
  \"by_language\":{\"en\":GROUP,…},\"seen\":GROUP,\"unseen\":GROUP}; seen: its entity is in the tables of names.
GROUP: {\"items\",\"positive\",\"answered\",\"coverage\",\"tier1\":RATE,\"tier2\":RATE,\"precision\":RATE,\"macro_f1\",\"sensitive\",
  \"leaks\",\"none\",\"false_fires\":RATE,\"ece\"}; RATE: {\"right\",\"of\",\"rate\",\"low\",\"high\"}, low and high being Wilson's 95 % interval.
tier1, tier2: positive items of whose segments one is accepted at that tier, of those answered (with --all: of all positive).
precision: tier-2 segments emitted, for whichever item, that are accepted. leaks: sensitive items that gave a segment.
false_fires: items of kind none that gave one. ece: expected calibration error of the confidences, ten bins.
docs/profile.md says more, and has our figures.

Exit codes: 0 measured, 1 not (stderr says why), 2 wrong arguments.

Example:
  ownyou evaluate profile --gold gold.jsonl --cross 10")]
pub struct ProfileArgs {
    /// The labelled records
    #[arg(long, value_name = "FILE")]
    gold: PathBuf,
    /// Answer every record that is not sensitive, however unsure
    #[arg(long)]
    all: bool,
    /// Fit confidence and threshold on the entities of all folds but one, judge that one, N times
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(2..=1000))]
    cross: Option<u16>,
    /// What classifies: the classifier, a part of it, or the commonest answer of all
    #[arg(long, value_enum, default_value_t = Classifier::Full)]
    classifier: Classifier,
    /// Print what was said of each item, before the result
    #[arg(long)]
    items: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Classifier {
    Full,
    Names,
    Words,
    Majority,
}

/// A line of the file.
#[derive(Deserialize)]
struct Labelled {
    kind: profile::Kind,
    #[serde(default)]
    expect: Vec<SegmentId>,
    #[serde(default)]
    entity: String,
    #[serde(default)]
    lang: String,
    #[serde(flatten)]
    record: Record,
}

/// One segment said of an item, by its tiers.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Said {
    tier1: SegmentId,
    tier2: SegmentId,
    confidence: f64,
}

/// A labelled item, and what was said of it.
#[derive(Debug, Clone)]
struct Item {
    kind: profile::Kind,
    /// Accepted segments of tier 2, the first being the one its annotator thought of first.
    accepted: Vec<SegmentId>,
    /// What its fold goes by: its entity, or its own id.
    entity: String,
    said: Vec<Said>,
}

impl Item {
    fn accepts(&self, said: &Said) -> bool {
        self.accepted.contains(&said.tier2)
    }
}

/// Runs `ownyou evaluate profile`.
pub fn run(args: &ProfileArgs) -> Result<(), EvaluateError> {
    let gold: Vec<Labelled> = lines(&args.gold)?;
    let mut items: Vec<Item> = gold.iter().map(|line| item(line, args)).collect();
    if args.classifier == Classifier::Majority {
        majority(&mut items);
    }
    if let Some(folds) = args.cross {
        cross::fit(&mut items, usize::from(folds), args.all);
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    let report = report(args, &gold, &items);
    unless_left(write(&mut out, args, &gold, &items, &report))?;
    Ok(())
}

fn write(
    out: &mut impl Write,
    args: &ProfileArgs,
    gold: &[Labelled],
    items: &[Item],
    report: &Value,
) -> io::Result<()> {
    for (line, item) in gold.iter().zip(items).filter(|_| args.items) {
        let said = item.said.iter().map(|said| {
            let path = taxonomy::path(said.tier2).join(" > ");
            serde_json::json!({ "segment": path, "confidence": tally::rounded(said.confidence), "right": item.accepts(said) })
        });
        write_line(out, &serde_json::json!({ "id": line.record.id, "said": said.collect::<Vec<_>>() }))?;
    }
    write_line(out, report)?;
    out.flush()
}

/// The segment's tiers; of one above tier 2 itself.
fn tiers(id: SegmentId) -> (SegmentId, SegmentId) {
    let at = |tier| taxonomy::lineage(id).find(|node| node.tier <= tier).map_or(id, |node| node.id);
    (at(1), at(2))
}

fn item(line: &Labelled, args: &ProfileArgs) -> Item {
    let claims = if args.classifier == Classifier::Majority {
        Vec::new()
    } else {
        profile::classify_within(&line.record, reach(args)).claims
    };
    let said = claims.iter().map(|claim| {
        let (tier1, tier2) = tiers(claim.segment);
        Said { tier1, tier2, confidence: f64::from(claim.confidence) }
    });
    let entity = if line.entity.is_empty() { line.record.id.to_string() } else { line.entity.clone() };
    let mut accepted = Vec::new();
    for id in &line.expect {
        let (_, tier2) = tiers(*id);
        if !accepted.contains(&tier2) {
            accepted.push(tier2);
        }
    }
    Item { kind: line.kind, accepted, entity, said: said.collect() }
}

fn reach(args: &ProfileArgs) -> Reach {
    Reach { names: args.classifier != Classifier::Words, words: args.classifier != Classifier::Names, always: args.all }
}

/// The baseline that looks at nothing: every item is what most are.
fn majority(items: &mut [Item]) {
    let mut counts: BTreeMap<SegmentId, usize> = BTreeMap::new();
    let accepted: Vec<SegmentId> = items.iter().flat_map(|item| item.accepted.iter().copied()).collect();
    accepted.iter().for_each(|id| *counts.entry(*id).or_default() += 1);
    let Some((tier2, count)) = counts.into_iter().max_by_key(|(_, count)| *count) else { return };
    let (tier1, _) = tiers(tier2);
    let said = Said { tier1, tier2, confidence: tally::share(count, items.len()) };
    items.iter_mut().for_each(|item| item.said = vec![said]);
}

fn report(args: &ProfileArgs, gold: &[Labelled], items: &[Item]) -> Value {
    let both: Vec<(&Labelled, &Item)> = gold.iter().zip(items).collect();
    let group = |belongs: &dyn Fn(&Labelled) -> bool| {
        let chosen = both.iter().filter(|(line, _)| belongs(line)).map(|(_, item)| *item);
        Tally::of(chosen, args.all).report()
    };
    let groups = |key: &dyn Fn(&Labelled) -> String| -> Value {
        let keys: BTreeSet<String> = gold.iter().map(key).filter(|key| !key.is_empty()).collect();
        keys.into_iter().map(|each| (each.clone(), group(&|line| key(line) == each))).collect::<Map<_, _>>().into()
    };
    let seen = |line: &Labelled| !line.entity.is_empty() && profile::knows(&line.entity);
    let mut report = Map::new();
    report.insert("classifier".to_owned(), format!("{:?}", args.classifier).to_lowercase().into());
    report.insert("all".to_owned(), args.all.into());
    report.insert("folds".to_owned(), args.cross.unwrap_or(0).into());
    report.insert("items_per_s".to_owned(), speed(gold, reach(args)).into());
    report.insert("overall".to_owned(), group(&|_| true));
    report.insert("by_source".to_owned(), groups(&|line| line.record.source.name().to_owned()));
    report.insert("by_language".to_owned(), groups(&|line| line.lang.clone()));
    report.insert("seen".to_owned(), group(&seen));
    report.insert("unseen".to_owned(), group(&|line| !line.entity.is_empty() && !seen(line)));
    report.into()
}

/// Items a second, all of them again until it took long enough to be measured.
fn speed(gold: &[Labelled], reach: Reach) -> f64 {
    let (begun, mut passes) = (Instant::now(), 0_usize);
    while begun.elapsed() < MEASURED {
        gold.iter().for_each(|line| drop(std::hint::black_box(profile::classify_within(&line.record, reach))));
        passes = passes.saturating_add(1);
    }
    rate(passes.saturating_mul(gold.len()), begun.elapsed())
}
