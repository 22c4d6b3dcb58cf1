//! The models there are, each a file that the server offers: what a person is told before it is downloaded, and what it is
//! checked against afterwards. `scripts/setup-models.sh` makes the files.

/// What computes with a model's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// The processor.
    Cpu,
    /// A graphics card, by WebGPU.
    Gpu,
}

/// A model's file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The model's id: files of one id give the same vectors.
    pub id: &'static str,
    /// Its name, below `models/` at the server.
    pub file: &'static str,
    /// Its size in bytes.
    pub bytes: u64,
    /// The SHA-256 of it, in hex.
    pub sha256: &'static str,
    /// What it is for.
    pub device: Device,
    /// The licence of its weights, by SPDX.
    pub licence: &'static str,
    /// The authors' name of it, and theirs.
    pub about: &'static str,
}

/// The static model.
pub const POTION: &str = "potion-base-8m@1";
/// The transformer, on whichever device.
pub const MINILM: &str = "minilm-l6@1";
/// Numbers of its vectors.
pub const MINILM_DIMS: usize = 384;

/// Every file, the smallest first.
pub const CATALOGUE: &[Entry] = &[
    Entry {
        id: POTION,
        file: "potion-base-8m.bin",
        bytes: 7_897_009,
        sha256: "6264229ceb392d879188bda915f75e633702d49564e5198aec735c8e9c6bae2c",
        device: Device::Cpu,
        licence: "MIT",
        about: "potion-base-8M, MinishLab",
    },
    Entry {
        id: MINILM,
        file: "minilm-l6-i8.bin",
        bytes: 23_183_052,
        sha256: "567851f8bfb460b8bfbb530f7ba0917f14842215319b3da5c1a5db966b55ccd5",
        device: Device::Cpu,
        licence: "Apache-2.0",
        about: "all-MiniLM-L6-v2, sentence-transformers",
    },
    Entry {
        id: MINILM,
        file: "minilm-l6-f16.bin",
        bytes: 45_230_820,
        sha256: "35d1950ca03ae67aad5332ceba4b8c3781f6106f5e6bae038e6e6e137ab49888",
        device: Device::Gpu,
        licence: "Apache-2.0",
        about: "all-MiniLM-L6-v2, sentence-transformers",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::{file::ModelFile, tests::model};
    use sha2::{Digest, Sha256};

    /// What is offered is what set-up makes, and what a file says of itself.
    #[test]
    fn the_files_are_those_of_the_catalogue() {
        let script = include_str!("../../scripts/setup-models.sh");
        for entry in CATALOGUE {
            assert!(
                entry.id.starts_with("potion") || script.contains(entry.sha256),
                "{} is made otherwise",
                entry.file
            );
            let Some(bytes) = model(entry.file) else { continue };
            assert_eq!(u64::try_from(bytes.len()).unwrap(), entry.bytes, "{}", entry.file);
            assert_eq!(data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes)), entry.sha256, "{}", entry.file);
            if let Ok(file) = ModelFile::parse(&bytes) {
                assert_eq!(file.id.as_str(), entry.id);
            }
        }
    }
}
