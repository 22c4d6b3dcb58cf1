//! The parts of a backup file: head ‖ parts, a part being kind (1) ‖ length (4) ‖ body. Reading is bounded by what is there.

use sha2::{Digest, Sha256};

use super::{BackupError, Pieces};
use crate::vault::{MAX_PLAINTEXT, Namespace, keys::prefixed};

/// Magic and version. The line end tells a copy that was made as text.
pub(super) const HEAD: &[u8; 16] = b"OWNYOU-BACKUP\r\n\x01";
/// Bytes of the magic alone.
const MAGIC: usize = 15;
/// Most bytes of one body: a whole segment or blob with all that is around it.
const MOST: usize = MAX_PLAINTEXT + 1024;

const KEYRING: u8 = b'k';
const SEGMENT: u8 = b's';
const BLOB: u8 = b'b';
const END: u8 = b'e';

/// One part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// The keyring; the first.
    Keyring(Vec<u8>),
    Segment {
        namespace: Namespace,
        seq: u64,
        sealed: Vec<u8>,
    },
    /// By its name in the store.
    Blob {
        name: String,
        sealed: Vec<u8>,
    },
    /// The sealed end; the last.
    End(Vec<u8>),
}

impl Part {
    /// The part as bytes; `None` for a body beyond what is ever read.
    pub fn encode(&self) -> Option<Vec<u8>> {
        let (kind, body) = match self {
            Self::Keyring(blob) => (KEYRING, blob.clone()),
            Self::Segment { namespace, seq, sealed } => {
                (SEGMENT, [&prefixed(namespace.as_str()), seq.to_be_bytes().as_slice(), sealed].concat())
            }
            Self::Blob { name, sealed } => (BLOB, [&prefixed(name), sealed.as_slice()].concat()),
            Self::End(sealed) => (END, sealed.clone()),
        };
        let length = u32::try_from(body.len()).ok().filter(|_| body.len() <= MOST)?;
        Some([&[kind], length.to_be_bytes().as_slice(), &body].concat())
    }

    fn decode(kind: u8, body: &[u8]) -> Option<Self> {
        match kind {
            KEYRING => Some(Self::Keyring(body.to_vec())),
            END => Some(Self::End(body.to_vec())),
            SEGMENT => {
                let (name, rest) = named(body)?;
                let (seq, sealed) = rest.split_first_chunk()?;
                let namespace = Namespace::parse(name).ok()?;
                Some(Self::Segment { namespace, seq: u64::from_be_bytes(*seq), sealed: sealed.to_vec() })
            }
            BLOB => {
                let (name, sealed) = named(body)?;
                Some(Self::Blob { name: name.to_owned(), sealed: sealed.to_vec() })
            }
            _ => None,
        }
    }

    /// Its place, as a person is told of it.
    pub fn place(&self) -> String {
        match self {
            Self::Keyring(_) => "keyring".to_owned(),
            Self::Segment { namespace, seq, .. } => format!("{namespace} {seq}"),
            Self::Blob { name, .. } => name.clone(),
            Self::End(_) => "end".to_owned(),
        }
    }
}

fn named(body: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = body.split_first()?;
    let (name, rest) = rest.split_at_checked(usize::from(*length))?;
    Some((std::str::from_utf8(name).ok()?, rest))
}

/// The parts of a file, one after the other, with the digest of all before the end.
pub(super) struct Parts<'a, P> {
    file: &'a mut P,
    held: Vec<u8>,
    digest: Sha256,
    /// Bytes of the parts that were read.
    pub bytes: u64,
    /// Parts that were read.
    pub count: u64,
}

impl<'a, P: Pieces> Parts<'a, P> {
    /// Begins with the file's head.
    pub async fn of(file: &'a mut P) -> Result<Self, BackupError> {
        file.rewind();
        let mut parts = Self { file, held: Vec::new(), digest: Sha256::new(), bytes: 0, count: 0 };
        parts.fill(HEAD.len()).await?;
        if !parts.held.starts_with(HEAD.first_chunk::<MAGIC>().ok_or(BackupError::NotABackup)?) {
            return Err(BackupError::NotABackup);
        }
        if !parts.held.starts_with(HEAD) {
            return Err(BackupError::Newer);
        }
        parts.taken(HEAD.len(), true);
        Ok(parts)
    }

    /// The next part; `None` where the file ends or goes on as no backup does.
    pub async fn next(&mut self) -> Result<Option<Part>, BackupError> {
        self.fill(5).await?;
        let Some(&[kind, a, b, c, d]) = self.held.first_chunk::<5>() else { return Ok(None) };
        let Some(length) = usize::try_from(u32::from_be_bytes([a, b, c, d])).ok().filter(|length| *length <= MOST)
        else {
            return Ok(None);
        };
        let whole = length.saturating_add(5);
        self.fill(whole).await?;
        let part = self.held.get(5..whole).and_then(|body| Part::decode(kind, body));
        if let Some(part) = &part {
            self.taken(whole, !matches!(part, Part::End(_)));
            self.count = self.count.saturating_add(1);
        }
        Ok(part)
    }

    /// Whether nothing follows.
    pub async fn is_at_end(&mut self) -> Result<bool, BackupError> {
        self.fill(1).await?;
        Ok(self.held.is_empty())
    }

    /// The digest of all that was read but the end.
    pub fn digest(&self) -> [u8; 32] {
        self.digest.clone().finalize().into()
    }

    /// Reads until `length` bytes are held, or the file ends.
    async fn fill(&mut self, length: usize) -> Result<(), BackupError> {
        while self.held.len() < length {
            let Some(piece) = self.file.next().await? else { break };
            self.held.extend_from_slice(&piece);
        }
        Ok(())
    }

    fn taken(&mut self, length: usize, counts: bool) {
        let taken = self.held.get(..length).unwrap_or_default();
        if counts {
            self.digest.update(taken);
        }
        self.bytes = self.bytes.saturating_add(u64::try_from(taken.len()).unwrap_or(u64::MAX));
        self.held.drain(..length.min(self.held.len()));
    }
}
