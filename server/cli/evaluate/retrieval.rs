//! `ownyou evaluate retrieval`: how well search finds what it should, measured on anybody's texts and questions.

use std::{
    collections::HashSet,
    io::{self, BufWriter, Write},
    path::PathBuf,
    time::Instant,
};

use jiff::{Timestamp, civil, tz::TimeZone};
use ownyou::memory::search::{Document, Facets, Index, Meaning, Query, Ranker};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    super::{tell, unless_left, write_line},
    EvaluateError, lines,
    model::{DeviceName, Model, ModelName},
    rounded,
};

/// Ids that `--ranks` prints of each query at most, and what recall is measured on.
const RANKS: usize = 100;

/// Search a corpus for each of some questions, and count how much of what is relevant was found.
///
/// Both files are JSON lines. A line of the corpus is {"id","text","speaker"?,"time"?,"thread"?}, in the order in which it
/// was said; `time` is RFC 3339 or seconds since 1970. Without `thread` all are of one; without `speaker` a text may begin with
/// it: `Anna: …`. A query is {"id","text","relevant":[id,…]}.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Output, one JSON object:
  {\"ranker\":\"full\",\"models\":[\"potion-base-8m@1\"],\"documents\":419,\"queries\":150,\"recall@1\":…,\"recall@5\":…,\"recall@10\":…,
   \"recall@20\":…,\"mrr\":…,\"p50_ms\":…,\"p95_ms\":…,\"bytes\":…}
recall@k: the share of a query's relevant ids among the first k, mean over the queries, 0 to 1. mrr: the mean of one over the place of
the first relevant id. p50_ms, p95_ms: a search without the embedding of its question. bytes: of the index in memory.
With --k another recall is added. With --ranks each query's line comes first: {\"id\":…,\"ranked\":[id,…]}, best first.

Rankers: bm25 words alone, vector vectors alone, rrf and fusion both, full everything (docs/search.md).

Models: potion, a table, is quick; minilm, a transformer, takes some ten milliseconds a text. With both, as in the app once it has read
all, a text is as near as both say together.

Exit codes: 0 measured, 1 not (stderr says why), 2 wrong arguments.

Example:
  ownyou evaluate retrieval --corpus turns.jsonl --queries questions.jsonl --ranker fusion")]
pub struct RetrievalArgs {
    /// What is searched
    #[arg(long, value_name = "FILE")]
    corpus: PathBuf,
    /// The questions, with what should be found
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// How what is found is put in order
    #[arg(long, value_enum, default_value_t = RankerName::Full)]
    ranker: RankerName,
    /// One more k of recall@k
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    k: Option<u16>,
    /// Print what was found for each query
    #[arg(long)]
    ranks: bool,
    /// The models of the vectors, one or both
    #[arg(long, value_enum, value_delimiter = ',', default_value = "potion")]
    model: Vec<ModelName>,
    /// What computes the transformer's vectors
    #[arg(long, value_enum, default_value_t = DeviceName::Cpu)]
    device: DeviceName,
    /// The folder with the models' files [default: where scripts/setup-models.sh puts them]
    #[arg(long, value_name = "FOLDER")]
    models: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum RankerName {
    Bm25,
    Vector,
    Rrf,
    Fusion,
    Full,
}

impl RankerName {
    fn ranker(self) -> Ranker {
        match self {
            Self::Bm25 => Ranker::Bm25,
            Self::Vector => Ranker::Vector,
            Self::Rrf => Ranker::Rrf,
            Self::Fusion => Ranker::Fusion,
            Self::Full => Ranker::Full,
        }
    }
}

/// A line of the corpus.
#[derive(Deserialize)]
struct Text {
    id: String,
    text: String,
    speaker: Option<String>,
    time: Option<Value>,
    thread: Option<Value>,
}

/// A line of the queries.
#[derive(Deserialize)]
struct Question {
    id: String,
    text: String,
    relevant: Vec<String>,
}

#[derive(Serialize)]
struct Ranked<'a> {
    id: &'a str,
    ranked: &'a [String],
}

/// Runs `ownyou evaluate retrieval`.
pub fn run(args: &RetrievalArgs) -> Result<(), EvaluateError> {
    let texts: Vec<Text> = lines(&args.corpus)?;
    let questions: Vec<Question> = lines(&args.queries)?;
    let names = args.model.iter().filter(|_| args.ranker != RankerName::Bm25);
    let models = names.map(|name| Model::open(*name, args.device, args.models.as_deref()));
    let models: Vec<Model> = models.collect::<Result<_, _>>()?;
    let (index, now) = index(&texts, &models)?;
    let (found, times) = search(&index, &questions, &models, args, now)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let report = report(args, &index, &models, &questions, &found, times);
    unless_left(write(&mut out, args.ranks, &questions, &found, &report))?;
    Ok(())
}

fn write(
    out: &mut impl Write,
    ranks: bool,
    questions: &[Question],
    found: &[Vec<String>],
    report: &Value,
) -> io::Result<()> {
    for (question, ranked) in questions.iter().zip(found).filter(|_| ranks) {
        write_line(out, &Ranked { id: &question.id, ranked })?;
    }
    write_line(out, report)?;
    out.flush()
}

/// The index of all texts, and the time of the last: the present.
fn index(texts: &[Text], models: &[Model]) -> Result<(Index, i64), EvaluateError> {
    let mut index = Index::new();
    let mut now = 0;
    for text in texts {
        let time = text.time.as_ref().and_then(|time| {
            let moment = moment(time);
            if moment.is_none() {
                tell(&format!("{}: {time} is no time, and is left out", text.id));
            }
            moment
        });
        now = now.max(time.unwrap_or(0));
        // What belongs to no thread was still said in this order.
        let thread = match &text.thread {
            None => String::new(),
            Some(Value::String(name)) => name.clone(),
            Some(other) => other.to_string(),
        };
        let facets = Facets { known: time.unwrap_or(0), accessed: time.unwrap_or(0), ..Facets::default() };
        let (thread, speaker) = (Some(&*thread), text.speaker.as_deref().or_else(|| speaker(&text.text)));
        let document = Document { id: &text.id, text: &text.text, thread, speaker, time, facets };
        index.add(&document);
        for model in models {
            for vector in model.embed(&[&document.passage()])? {
                index.set_vector(&text.id, model.id(), &vector);
            }
        }
    }
    Ok((index, now))
}

/// Who speaks, of a text that begins with it: `Anna: I like it here`.
fn speaker(text: &str) -> Option<&str> {
    let (name, _) = text.split_once(": ")?;
    let letters = name.chars().all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '.' | '-' | '\''));
    let is_name = letters && name.len() <= 40 && name.split(' ').all(|part| part.starts_with(char::is_uppercase));
    is_name.then_some(name)
}

/// What was found for each question, and how long it took, milliseconds.
fn search(
    index: &Index,
    questions: &[Question],
    models: &[Model],
    args: &RetrievalArgs,
    now: i64,
) -> Result<(Vec<Vec<String>>, Vec<f64>), EvaluateError> {
    let limit = RANKS.max(usize::from(args.k.unwrap_or(0)));
    let (mut found, mut times) = (Vec::new(), Vec::new());
    for question in questions {
        let weight = |word: &str| index.word_weight(word);
        let vectors = models.iter().map(|model| model.embed_query(&question.text, &weight));
        let vectors: Vec<Vec<f32>> = vectors.collect::<Result<_, _>>()?;
        let meanings = models.iter().zip(&vectors).map(|(model, vector)| model.meaning(vector));
        let meanings: Vec<Meaning> = meanings.collect();
        let query =
            Query { meanings: &meanings, ranker: args.ranker.ranker(), limit, now, ..Query::new(&question.text) };
        let begun = Instant::now();
        let hits = index.search(&query);
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        found.push(hits.into_iter().map(|hit| hit.id).collect());
    }
    Ok((found, times))
}

fn report(
    args: &RetrievalArgs,
    index: &Index,
    models: &[Model],
    questions: &[Question],
    found: &[Vec<String>],
    mut times: Vec<f64>,
) -> Value {
    times.sort_by(f64::total_cmp);
    let percentile = |percent: usize| {
        let at = times.len().saturating_mul(percent).div_ceil(100).saturating_sub(1);
        rounded(times.get(at).copied().unwrap_or(0.0))
    };
    let mut report = serde_json::Map::new();
    let mut put = |name: &str, value: Value| report.insert(name.to_owned(), value);
    put("ranker", format!("{:?}", args.ranker).to_lowercase().into());
    put("models", models.iter().map(|model| model.id().as_str()).collect());
    put("documents", index.len().into());
    put("queries", questions.len().into());
    let mut depths = vec![1, 5, 10, 20];
    depths.extend(args.k.map(usize::from).filter(|k| ![1, 5, 10, 20].contains(k)));
    for depth in depths {
        put(
            &format!("recall@{depth}"),
            rounded(mean(questions, found, |relevant, ranked| recall(relevant, ranked, depth))),
        );
    }
    put("mrr", rounded(mean(questions, found, reciprocal)));
    put("p50_ms", percentile(50));
    put("p95_ms", percentile(95));
    put("bytes", index.bytes().into());
    Value::Object(report)
}

fn mean(questions: &[Question], found: &[Vec<String>], of: impl Fn(&HashSet<&str>, &[String]) -> f64) -> f64 {
    let each = questions.iter().zip(found).filter(|(question, _)| !question.relevant.is_empty());
    let values = each.map(|(question, ranked)| of(&question.relevant.iter().map(String::as_str).collect(), ranked));
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

/// The share of the relevant ids among the first `depth`.
#[expect(clippy::cast_precision_loss, reason = "counts of ids are small")]
fn recall(relevant: &HashSet<&str>, ranked: &[String], depth: usize) -> f64 {
    let found = ranked.iter().take(depth).filter(|id| relevant.contains(id.as_str())).count();
    found as f64 / relevant.len().max(1) as f64
}

/// One over the place of the first relevant id.
#[expect(clippy::cast_precision_loss, reason = "places are small")]
fn reciprocal(relevant: &HashSet<&str>, ranked: &[String]) -> f64 {
    let place = ranked.iter().position(|id| relevant.contains(id.as_str()));
    place.map_or(0.0, |place| 1.0 / place.saturating_add(1) as f64)
}

/// Seconds since 1970 of a number, of RFC 3339 with or without an offset, or of a date.
fn moment(time: &Value) -> Option<i64> {
    if let Some(number) = time.as_i64() {
        return Some(number);
    }
    let text = time.as_str()?;
    let instant = text.parse::<Timestamp>().ok();
    let civil = || text.parse::<civil::DateTime>().ok()?.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    instant.or_else(civil).map(Timestamp::as_second)
}
