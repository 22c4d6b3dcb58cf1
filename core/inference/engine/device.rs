//! Which device runs batches, and why. A single question always runs on the processor: it is quicker there.

use serde::Serialize;

use super::host::Adapter;

/// Why batches run where they do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The file for the processor is not here, and nothing runs without it.
    NoModel,
    /// There is no graphics card, or none that this browser gives us.
    NoAdapter,
    /// What there is only plays one, on the processor.
    SoftwareAdapter,
    /// There is one; the file for it is not here.
    GpuNotHere,
    /// Which is faster is not known yet.
    GpuMeasuring,
    /// The processor was faster.
    GpuSlower,
    /// The graphics card was faster.
    GpuFaster,
    /// It stopped answering.
    GpuLost,
    /// It could not be begun with.
    GpuFailed,
}

/// What went wrong with a graphics card. It is not asked again before the next time the app is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It stopped answering.
    Lost,
    /// It could not be begun with.
    Failed,
}

/// How long one text of 41 pieces took in a batch of 8, in milliseconds.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The card that it was measured on.
    pub adapter: String,
    pub cpu: f64,
    pub gpu: f64,
}

/// Before the numbers of a measurement that is kept; another version is measured anew.
const FORM: &str = "measured-1";

impl Measured {
    /// As it is kept.
    pub fn to_text(&self) -> String {
        format!("{FORM} {} {} {}", self.cpu, self.gpu, self.adapter)
    }

    /// As it was kept.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut words = text.splitn(4, ' ');
        let form = words.next()?;
        let (cpu, gpu) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        (form == FORM).then_some(Self { adapter: words.next()?.to_owned(), cpu, gpu })
    }
}

/// What is known when it is decided.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The file for the processor is here.
    pub cpu_here: bool,
    /// The file for a graphics card is here.
    pub gpu_here: bool,
    pub adapter: Option<&'a Adapter>,
    pub fault: Option<Fault>,
    pub measured: Option<&'a Measured>,
}

/// Names of adapters that compute on the processor.
const SOFTWARE: [&str; 5] = ["swiftshader", "llvmpipe", "lavapipe", "basic render", "software"];

impl Adapter {
    /// Whether it computes on the processor.
    pub fn is_software(&self) -> bool {
        let name = self.name.to_lowercase();
        self.fallback || SOFTWARE.iter().any(|one| name.contains(one))
    }
}

/// Where batches run, as a reason: on the graphics card only where it was measured to be faster.
pub fn decide(facts: &Facts<'_>) -> Reason {
    let Some(adapter) = facts.adapter.filter(|_| facts.cpu_here) else {
        return if facts.cpu_here { Reason::NoAdapter } else { Reason::NoModel };
    };
    if adapter.is_software() {
        return Reason::SoftwareAdapter;
    }
    match (facts.gpu_here, facts.fault, facts.measured) {
        (false, ..) => Reason::GpuNotHere,
        (_, Some(Fault::Lost), _) => Reason::GpuLost,
        (_, Some(Fault::Failed), _) => Reason::GpuFailed,
        (.., Some(measured)) if measured.adapter == adapter.name => {
            if measured.gpu < measured.cpu {
                Reason::GpuFaster
            } else {
                Reason::GpuSlower
            }
        }
        _ => Reason::GpuMeasuring,
    }
}
