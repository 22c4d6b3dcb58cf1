//! MiniLM on a native GPU: its likeness to the authors' numbers, then milliseconds for a batch, best and median of 30 runs
//! behind three that are not counted.
//!
//! `cargo bench --bench gpu --no-default-features --features gpu-native` (scripts/setup-models.sh before)

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a figure of what failed is none")]

use std::{
    env, fs,
    io::{self, Write},
    path::PathBuf,
    time::Instant,
};

use burn::tensor::Device;
use ownyou::inference::{Embedder, burn::BurnEncoder, file::ModelFile, golden};

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let out = &mut io::stdout();
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.unwrap_or_else(|| PathBuf::from(env::var_os("HOME").unwrap()).join(".cache"));
    let bytes = fs::read(cache.join("ownyou/models/minilm-l6-f16.bin"))?;
    let (device, setup) = Device::wgpu_options().init_with_setup_async().await.map_err(io::Error::other)?;
    let begun = Instant::now();
    let encoder = BurnEncoder::load(&ModelFile::parse(&bytes).map_err(io::Error::other)?, &device).unwrap();
    let check = golden::check(&encoder).await.unwrap();
    writeln!(out, "{}: first vectors after {} ms", setup.adapter.get_info().name, begun.elapsed().as_millis())?;
    for pair in check.pairs {
        writeln!(out, "cosine {:.5}, expected {:.5}: {} · {}", pair.found, pair.expected, pair.one, pair.other)?;
        assert!((pair.found - pair.expected).abs() <= 1e-3);
    }
    for pieces in [12, 41, 128] {
        // A piece each, and two marks.
        let text = vec!["word"; pieces - 2].join(" ");
        for texts in [1, 8, 32] {
            let mut times = Vec::new();
            for _ in 0..33 {
                let begun = Instant::now();
                encoder.embed(&vec![text.as_str(); texts], &|| false).await.unwrap();
                times.push(begun.elapsed().as_secs_f64() * 1e3);
            }
            let counted = &mut times[3..];
            counted.sort_by(f64::total_cmp);
            writeln!(out, "embed.minilm.t{pieces}.b{texts}.gpu: {:.2} ms, at best {:.2}", counted[15], counted[0])?;
        }
    }
    Ok(())
}
