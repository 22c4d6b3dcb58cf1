//! How a person reads a host name in punycode (RFC 3492): beside it, never instead of it.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const PREFIX: &str = "xn--";

/// The host with its punycode labels decoded; `None` where there are none, or where one is none after all.
pub fn readable(host: &str) -> Option<String> {
    if !host.split('.').any(|label| label.starts_with(PREFIX)) {
        return None;
    }
    let labels = host.split('.').map(|label| match label.strip_prefix(PREFIX) {
        Some(encoded) => decode(encoded),
        None => Some(label.to_owned()),
    });
    labels.collect::<Option<Vec<_>>>().map(|labels| labels.join("."))
}

fn decode(encoded: &str) -> Option<String> {
    let (basic, mut digits) = match encoded.rsplit_once('-') {
        Some((basic, digits)) => (basic, digits.bytes()),
        None => ("", encoded.bytes()),
    };
    let mut output: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (128u32, 0u32, 72u32);
    while digits.len() > 0 {
        let before = i;
        let (mut weight, mut k) = (1u32, BASE);
        loop {
            let digit = digit(digits.next()?)?;
            i = i.checked_add(digit.checked_mul(weight)?)?;
            let t = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
            if digit < t {
                break;
            }
            weight = weight.checked_mul(BASE - t)?;
            k = k.checked_add(BASE)?;
        }
        let length = u32::try_from(output.len()).ok()?.checked_add(1)?;
        bias = adapt(i - before, length, before == 0);
        n = n.checked_add(i / length)?;
        i %= length;
        output.insert(usize::try_from(i).ok()?, char::from_u32(n)?);
        i += 1;
    }
    Some(output.into_iter().collect())
}

fn digit(byte: u8) -> Option<u32> {
    match byte {
        b'a'..=b'z' => Some(u32::from(byte - b'a')),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 26),
        _ => None,
    }
}

fn adapt(delta: u32, length: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / length;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_browsers_write() {
        for (host, read) in [
            ("xn--bcher-kva.example", Some("bücher.example")),
            ("www.xn--fiqs8s", Some("www.中国")),
            ("xn--80ak6aa92e.com", Some("аррӏе.com")),
            ("news.example", None),
            ("xn--.example", Some(".example")),
            ("xn--a-\u{e9}.example", None),
            ("xn--99999999999.example", None),
        ] {
            assert_eq!(readable(host).as_deref(), read, "{host}");
        }
    }
}
