//! Which device runs what, when it changes, and what becomes of a batch whose card is lost.

use std::rc::Rc;

use super::{
    super::{device::*, *},
    fake::*,
};

const TEXTS: [&str; 6] = ["a", "bbbb", "cc", "dddddddd", "e", "ff"];

fn card(name: &str) -> Adapter {
    Adapter { name: name.to_owned(), fallback: false }
}

/// An engine with both files, on a device with this card.
async fn with_card(adapter: Option<Adapter>) -> (Rc<World>, &'static [Entry], Engine<Fake>) {
    let (world, catalogue) = (world(b"small"), catalogue(b"small"));
    *world.card.borrow_mut() = adapter;
    let engine = engine(&world, catalogue).await;
    engine.download("cpu.bin").await.unwrap();
    engine.download("gpu.bin").await.unwrap();
    (world, catalogue, engine)
}

fn assert_right(vectors: &[Vec<f32>], texts: &[&str]) {
    let right: Vec<_> = texts.iter().map(|text| vec![text.len() as f32, f32::from(text.as_bytes()[0])]).collect();
    assert_eq!(vectors, right);
}

#[test]
fn a_reason_for_everything() {
    let (real, soft) = (card("Radeon"), card("Google SwiftShader Device"));
    let fallback = Adapter { fallback: true, ..card("x") };
    let measured = |cpu, gpu| Measured { adapter: "Radeon".to_owned(), cpu, gpu };
    let (faster, slower, other) =
        (measured(9.0, 3.0), measured(3.0, 9.0), Measured { adapter: "Arc".to_owned(), ..measured(9.0, 3.0) });
    let none = Facts { cpu_here: true, gpu_here: true, adapter: Some(&real), fault: None, measured: None };
    for (facts, reason) in [
        (Facts { cpu_here: false, ..none }, Reason::NoModel),
        (Facts { cpu_here: false, adapter: None, ..none }, Reason::NoModel),
        (Facts { adapter: None, ..none }, Reason::NoAdapter),
        (Facts { adapter: Some(&soft), ..none }, Reason::SoftwareAdapter),
        (Facts { adapter: Some(&fallback), measured: Some(&faster), ..none }, Reason::SoftwareAdapter),
        (Facts { gpu_here: false, measured: Some(&faster), ..none }, Reason::GpuNotHere),
        (Facts { fault: Some(Fault::Lost), measured: Some(&faster), ..none }, Reason::GpuLost),
        (Facts { fault: Some(Fault::Failed), ..none }, Reason::GpuFailed),
        (none, Reason::GpuMeasuring),
        (Facts { measured: Some(&other), ..none }, Reason::GpuMeasuring),
        (Facts { measured: Some(&faster), ..none }, Reason::GpuFaster),
        (Facts { measured: Some(&slower), ..none }, Reason::GpuSlower),
    ] {
        assert_eq!(decide(&facts), reason, "{facts:?}");
    }
}

#[test]
fn a_measurement_is_read_as_it_was_kept() {
    let measured = Measured { adapter: "AMD Radeon RX 7600 (x)".to_owned(), cpu: 24.5, gpu: 3.25 };
    assert_eq!(Measured::from_text(&measured.to_text()), Some(measured));
    for text in ["", "measured-1 1 2", "measured-0 1 2 x", "measured-1 x 2 y"] {
        assert_eq!(Measured::from_text(text), None, "{text}");
    }
}

#[tokio::test]
async fn batches_go_to_a_card_that_was_faster_and_questions_never() {
    let (world, catalogue, engine) = with_card(Some(card("Radeon"))).await;
    assert_eq!(engine.models().await.device.reason, Reason::GpuMeasuring);
    assert_right(&engine.embed(&TEXTS, false).await.unwrap(), &TEXTS);
    assert_eq!(world.ran.borrow().last().unwrap(), "gpu 6");
    assert_right(&engine.embed(&["question"], true).await.unwrap(), &["question"]);
    assert_eq!(world.ran.borrow().last().unwrap(), "cpu 1");
    let device = engine.models().await.device;
    assert_eq!((device.queries, device.batches, device.reason), (Runs::Cpu, Runs::Gpu, Reason::GpuFaster));
    assert_eq!(device.adapter.as_deref(), Some("Radeon"));
    assert!(device.cpu_ms > device.gpu_ms && device.gpu_ms > Some(0.0));
    // It is kept, and holds for this card alone.
    world.ran.borrow_mut().clear();
    let again = super::fake::engine(&world, catalogue).await;
    assert_right(&again.embed(&TEXTS, false).await.unwrap(), &TEXTS);
    assert_eq!(*world.ran.borrow(), ["gpu 6"]);
    *world.card.borrow_mut() = Some(card("Arc"));
    world.gpu_pace.set(1.0);
    let other = super::fake::engine(&world, catalogue).await;
    world.ran.borrow_mut().clear();
    other.settle().await;
    let tried = world.ran.borrow().iter().filter(|ran| *ran == "gpu 8").count();
    assert_eq!(tried, 2, "once for its shaders, once to see that it is hopeless");
    assert_right(&other.embed(&TEXTS, false).await.unwrap(), &TEXTS);
    assert!(world.ran.borrow().last().unwrap().starts_with("cpu"));
    assert_eq!(other.models().await.device.reason, Reason::GpuSlower);
}

#[tokio::test]
async fn a_lost_card_loses_nothing() {
    let (world, _, engine) = with_card(Some(card("Radeon"))).await;
    engine.settle().await;
    let texts: Vec<String> = (0_usize..100).map(|at| "x".repeat(at % 9 + 1)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    world.gpu_left.set(Some(50));
    world.ran.borrow_mut().clear();
    assert_right(&engine.embed(&texts, false).await.unwrap(), &texts);
    assert_eq!(world.ran.borrow()[..2], ["gpu 32", "gpu 32"], "the second was lost");
    assert!(world.ran.borrow()[2..].iter().all(|ran| ran.starts_with("cpu")));
    let device = engine.models().await.device;
    assert_eq!((device.batches, device.reason), (Runs::Cpu, Reason::GpuLost));
    // It is not asked again.
    world.gpu_left.set(None);
    engine.embed(&texts, false).await.unwrap();
    assert!(world.ran.borrow().last().unwrap().starts_with("cpu"));
}

#[tokio::test]
async fn a_card_that_cannot_be_begun_with_is_let_be() {
    let (world, _, engine) = with_card(Some(card("Radeon"))).await;
    world.no_gpu.set(true);
    assert_right(&engine.embed(&TEXTS, false).await.unwrap(), &TEXTS);
    assert_eq!(engine.models().await.device.reason, Reason::GpuFailed);
    // A card that is lost while it is measured is no better.
    let (world, _, engine) = with_card(Some(card("Radeon"))).await;
    world.gpu_left.set(Some(10));
    assert_right(&engine.embed(&TEXTS, false).await.unwrap(), &TEXTS);
    assert_eq!(engine.models().await.device.reason, Reason::GpuLost);
}

#[tokio::test]
async fn without_a_card_there_is_nothing_to_measure() {
    let (world, _, engine) = with_card(None).await;
    assert_right(&engine.embed(&TEXTS, false).await.unwrap(), &TEXTS);
    assert!(world.ran.borrow().iter().all(|ran| ran.starts_with("cpu")));
    assert_eq!(engine.models().await.device.reason, Reason::NoAdapter);
    engine.remove("cpu.bin").await.unwrap();
    let device = engine.models().await.device;
    assert_eq!((device.queries, device.batches, device.reason), (Runs::None, Runs::None, Reason::NoModel));
}

#[tokio::test]
async fn a_question_waits_for_one_step_of_a_batch() {
    let (world, _, engine) = with_card(None).await;
    // A letter costs 0.1 ms: a step of 40 ms takes some of these texts, not all.
    let texts =
        ["one hundred letters, or nearly so: that is what this text is there for, and nothing else at all, is it"; 40];
    engine.embed(&texts[..1], false).await.unwrap();
    world.ran.borrow_mut().clear();
    let asking = async { (engine.embed(&["?"], true).await.unwrap(), world.ran.borrow().len()) };
    let (vectors, (answer, steps)) = tokio::join!(engine.embed(&texts, false), asking);
    assert_right(&vectors.unwrap(), &texts);
    assert_right(&answer, &["?"]);
    assert_eq!(steps, 2, "one step, then the question");
    let steps = world.ran.borrow().iter().filter(|ran| *ran == "cpu 3" || *ran == "cpu 4").count();
    assert!(steps >= 9, "{:?}", world.ran.borrow());
}

#[tokio::test]
async fn nothing_asked_is_nothing_answered() {
    let (_, _, engine) = with_card(None).await;
    assert!(engine.embed(&[], false).await.unwrap().is_empty());
    assert!(engine.embed(&[], true).await.unwrap().is_empty());
}
