//! The whole encoder: a tiny model for what can go wrong, and the real one beside its authors' weights.

use std::{
    cell::Cell,
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

use super::*;
use crate::inference::{golden::check, tests::model};

/// Nothing here waits for anything but itself.
fn now<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}

const VOCABULARY: &str = "[CLS]\n[SEP]\n[UNK]\ncat\ndog\n##s";
const HIDDEN: u32 = 16;
const INNER: u32 = 32;
const POSITIONS: u32 = 8;

/// A model of one layer, whose weights look random.
fn tiny() -> Vec<u8> {
    let matrix = |name: &str, outputs, inputs| (format!("{name}.weight"), 2_u8, vec![outputs, inputs]);
    let row = |name: String, size| (name, 0_u8, vec![size]);
    let layer = "encoder.layer.0.";
    let mut tensors = vec![matrix("embeddings.word_embeddings", 6, HIDDEN)];
    tensors.push(("embeddings.position_embeddings.weight".into(), 1, vec![POSITIONS, HIDDEN]));
    for norm in
        ["embeddings.LayerNorm", &format!("{layer}attention.output.LayerNorm"), &format!("{layer}output.LayerNorm")]
    {
        tensors.extend(["weight", "bias"].map(|part| row(format!("{norm}.{part}"), HIDDEN)));
    }
    for (name, outputs, inputs) in [
        ("attention.self.query", HIDDEN, HIDDEN),
        ("attention.self.key", HIDDEN, HIDDEN),
        ("attention.self.value", HIDDEN, HIDDEN),
        ("attention.output.dense", HIDDEN, HIDDEN),
        ("intermediate.dense", INNER, HIDDEN),
        ("output.dense", HIDDEN, INNER),
    ] {
        let name = format!("{layer}{name}");
        tensors.extend([matrix(&name, outputs, inputs), row(format!("{name}.bias"), outputs)]);
    }
    written(&tensors)
}

fn written(tensors: &[(String, u8, Vec<u32>)]) -> Vec<u8> {
    let text = |text: &str| [&u32::try_from(text.len()).unwrap().to_le_bytes(), text.as_bytes()].concat();
    let numbers = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    let mut bytes = [b"OYMODEL\x02".to_vec(), text("tiny@1"), text(VOCABULARY)].concat();
    bytes.extend(numbers(&[1, 4, HIDDEN, INNER, POSITIONS, 6, u32::try_from(tensors.len()).unwrap()]));
    for (name, kind, shape) in tensors {
        bytes.extend([text(name), vec![*kind, u8::try_from(shape.len()).unwrap()], numbers(shape)].concat());
    }
    let mut state = 3_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u8::try_from(state >> 24).unwrap()
    };
    for (_, kind, shape) in tensors {
        let count = shape.iter().product::<u32>();
        match kind {
            0 => bytes.extend((0..count).flat_map(|_| (f32::from(noise()) / 200.0).to_le_bytes())),
            1 => bytes.extend((0..count).flat_map(|_| [noise(), 0x38])),
            _ => {
                bytes.extend((0..shape.iter().sum()).flat_map(|_| (f32::from(noise()) / 1000.0).to_le_bytes()));
                bytes.extend((0..count).map(|_| noise()));
            }
        }
    }
    bytes
}

fn embedded(model: &CpuEncoder, texts: &[&str]) -> Vec<Vec<f32>> {
    now(model.embed(texts, &|| false)).unwrap()
}

#[test]
fn a_text_has_the_same_vector_alone_and_among_others() {
    let model = CpuEncoder::from_bytes(tiny()).unwrap();
    assert_eq!((model.id().as_str(), model.dims()), ("tiny@1", 16));
    let texts = ["cat", "dogs and cats", "", "cat dog cat dog cat dog cat dog", "dog"];
    let together = embedded(&model, &texts);
    for (text, vector) in texts.iter().zip(&together) {
        let alone = now(model.embed_query(text, &|_| 1.0)).unwrap();
        assert_eq!(alone.len(), 16);
        assert!(alone.iter().zip(vector).all(|(one, other)| (one - other).abs() < 1e-6), "{text}");
        let length = vector.iter().map(|number| number * number).sum::<f32>();
        assert!((length - if text.is_empty() { 0.0 } else { 1.0 }).abs() < 1e-5, "{text}");
    }
    assert_ne!(together[0], together[4]);
    assert!(embedded(&model, &[]).is_empty());
}

#[test]
fn a_long_text_is_its_beginning() {
    let model = CpuEncoder::from_bytes(tiny()).unwrap();
    let vectors = embedded(&model, &["cat dog ".repeat(3).as_str(), "cat dog ".repeat(125_000).as_str()]);
    assert_eq!(vectors[0], vectors[1]);
}

#[test]
fn it_can_be_stopped_between_runs() {
    let model = CpuEncoder::from_bytes(tiny()).unwrap();
    let texts = vec!["cat dog cat dog cat dog"; 40];
    let asked = Cell::new(0);
    let stop = |at: i32| {
        asked.set(0);
        let cancelled = || asked.replace(asked.get() + 1) == at;
        now(model.embed(&texts, &cancelled)).map(|vectors| vectors.len())
    };
    // Sixteen texts of eight pieces are a run.
    assert_eq!((stop(3), asked.get()), (Ok(40), 3));
    assert_eq!((stop(1), asked.get()), (Err(InferenceError::Cancelled), 2));
}

#[test]
fn a_cut_or_damaged_model_is_refused_or_computed_with() {
    let bytes = tiny();
    for length in 0..bytes.len() {
        assert!(CpuEncoder::from_bytes(bytes[..length].to_vec()).is_err(), "{length} bytes");
    }
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0xe1;
        if let Ok(model) = CpuEncoder::from_bytes(damaged) {
            assert_eq!(embedded(&model, &["cats and dogs"])[0].len(), model.dims(), "byte {at}");
        }
    }
}

#[test]
fn a_model_for_another_device_is_refused() {
    let Some(bytes) = model("minilm-l6-f16.bin") else { return };
    let refused = CpuEncoder::from_bytes(bytes).err();
    assert_eq!(refused, Some(InferenceError::NoModel("its layers are for another device")));
}

/// Texts and the first numbers of their vectors, by numpy in double precision from the authors' weights, with a tokeniser
/// of its own.
const REFERENCE: [(&str, [f32; 4]); 20] = [
    ("Hello world", [-0.0345, 0.0310, 0.0067, 0.0261]),
    ("The quick brown fox jumps over the lazy dog", [0.0355, 0.0613, 0.0527, 0.0707]),
    ("Rust is a systems programming language", [-0.0721, 0.0184, -0.0547, 0.0268]),
    ("I moved to Lisbon in March and started learning Portuguese.", [0.1232, -0.0477, 0.0282, 0.0650]),
    (
        "Your order of two espresso cups has been shipped and will arrive on Tuesday.",
        [-0.0125, -0.0588, 0.0747, 0.0651],
    ),
    ("Dentist appointment on 14 May at 09:30, bring the X-rays.", [-0.0237, -0.0166, -0.0189, -0.0487]),
    ("My sister is allergic to peanuts, so we never bake with them.", [0.0245, 0.0500, -0.0008, 0.0393]),
    ("What is my sister allergic to?", [0.0329, 0.0084, -0.0050, -0.0052]),
    ("Payment of EUR 1,249.00 to Hausverwaltung Schmidt, rent for November", [-0.0427, 0.0649, -0.0533, 0.0359]),
    ("The café in Zürich serves a crème brûlée that I still dream about.", [0.0427, -0.0019, 0.0521, 0.0094]),
    ("東京で友達と寿司を食べました", [0.0042, 0.0685, 0.0896, -0.0316]),
    ("no", [-0.0591, -0.0054, 0.0396, 0.0259]),
    ("a", [-0.0364, 0.0347, -0.0460, 0.0343]),
    (
        "Remember that the spare key is under the third flower pot behind the garden shed, next to the old bicycle.",
        [0.0272, 0.0691, -0.0100, -0.0192],
    ),
    ("Flight LH1138 from Frankfurt to Barcelona, seat 14A, boarding closes at 17:05", [0.0741, 0.0361, 0.0016, 0.0080]),
    (
        "She said that she would rather work fewer hours than earn more money, and after thinking about it for a week he agreed with her completely.",
        [-0.0077, 0.0726, 0.0320, 0.0322],
    ),
    ("def quantise(row): return [round(x / max(row) * 127) for x in row]", [0.0152, 0.0535, -0.0400, -0.0864]),
    ("ANGRY!!! Why was my subscription cancelled without notice???", [0.0293, -0.0464, 0.0416, 0.0492]),
    (
        "The mitochondrion is the powerhouse of the cell; it produces most of the chemical energy that the cell needs as adenosine triphosphate.",
        [-0.0410, 0.0472, -0.0481, 0.0297],
    ),
    ("Ich habe gestern einen neuen Fahrradhelm gekauft, weil der alte kaputt war.", [-0.0906, 0.1094, 0.0049, -0.0332]),
];

#[test]
fn the_real_model_is_as_its_authors_made_it() {
    let Some(bytes) = model("minilm-l6-i8.bin") else { return };
    let model = CpuEncoder::from_bytes(bytes).unwrap();
    let found = now(check(&model)).unwrap();
    let near = found.pairs.iter().all(|pair| (pair.found - pair.expected).abs() < 0.003);
    assert!(found.ok && near, "{found:?}");
    let vectors = embedded(&model, &REFERENCE.map(|(text, _)| text));
    for ((text, first), vector) in REFERENCE.iter().zip(vectors) {
        let near = vector.iter().zip(first).all(|(found, wanted)| (found - wanted).abs() < 0.008);
        assert!(near, "{text}: {:?}", &vector[..4]);
    }
}
