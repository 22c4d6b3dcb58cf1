//! Native figures of BBS, by criterion: ten messages, three shown, ours and zkryptium's in one run. `benches/native.mjs`
//! reads the medians.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a figure of what failed is none; criterion writes the main function"
)]

#[path = "../peers/zkryptium/peer.rs"]
mod zkryptium;

use criterion::{Criterion, criterion_group, criterion_main};
use ownyou::bbs::fixture::Sample;

const NONCE: [u8; 32] = [7; 32];
/// Proofs in a batch.
const BATCH: u8 = 100;

fn proofs(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("bbs");
    for (linked, name) in [(true, "nym."), (false, "")] {
        let sample = Sample::new(linked).unwrap();
        let holder = sample.holder().unwrap();
        let prover = sample.prover(&holder).unwrap();
        let theirs = zkryptium::Peer::new(linked).unwrap();
        let (proof, their_proof) = (sample.prove(&prover, &NONCE).unwrap(), theirs.prove(&NONCE).unwrap());
        group.bench_function(format!("{name}prove"), |b| b.iter(|| sample.prove(&prover, &NONCE).unwrap()));
        group.bench_function(format!("{name}verify"), |b| b.iter(|| sample.verify(&proof, &NONCE).unwrap()));
        group.bench_function(format!("{name}prove.zkryptium"), |b| b.iter(|| theirs.prove(&NONCE).unwrap()));
        group.bench_function(format!("{name}verify.zkryptium"), |b| {
            b.iter(|| theirs.verify(&their_proof, &NONCE).unwrap());
        });
    }
    group.finish();
}

/// A hundred people's logins at one publisher, each with a nonce of its own.
fn batches(criterion: &mut Criterion) {
    let sample = Sample::new(true).unwrap();
    let made: Vec<(Vec<u8>, Vec<u8>)> = (0..BATCH)
        .map(|i| {
            let holder = sample.holder().unwrap();
            let nonce = vec![i; 32];
            (sample.prove(&sample.prover(&holder).unwrap(), &nonce).unwrap(), nonce)
        })
        .collect();
    let mut group = criterion.benchmark_group("bbs");
    group.bench_function("nym.verify_batch100", |b| {
        b.iter(|| assert!(sample.verify_many(&made).unwrap().iter().all(Result::is_ok)));
    });
    group.finish();
}

criterion_group! {
    name = figures;
    config = Criterion::default().sample_size(50).without_plots();
    targets = proofs, batches
}
criterion_main!(figures);
