//! Who is behind a line of a bank: without what banks, card schemes and payment processors write before it, the numbers of
//! shops and cards, and the place behind it.

/// What banks, schemes and processors write before the merchant, in the banks' own spelling once folded.
const BEFORE: &[&str] = &[
    "ach",
    "adeudo",
    "addebito",
    "achat",
    "autopay",
    "bancontact",
    "betaalautomaat",
    "betaalpas",
    "betaling",
    "bizum",
    "carta",
    "carte",
    "cb",
    "checkcard",
    "clover",
    "cofidis",
    "compra",
    "compras",
    "contactless",
    "cpm",
    "crd",
    "credit",
    "card",
    "dd",
    "debit",
    "debito",
    "dcc",
    "direct",
    "domiciliacion",
    "ec",
    "einzug",
    "elv",
    "facture",
    "girocard",
    "google",
    "gpay",
    "ideal",
    "in",
    "incasso",
    "iz",
    "izettle",
    "kartenzahlung",
    "karte",
    "karten",
    "kauf",
    "klarna",
    "lastschrift",
    "maestro",
    "mastercard",
    "mb",
    "mollie",
    "ms",
    "pago",
    "pagamento",
    "paiement",
    "pay",
    "payment",
    "paypal",
    "pos",
    "pp",
    "preauth",
    "prelevement",
    "prlv",
    "purchase",
    "recibo",
    "recurring",
    "sdd",
    "sepa",
    "shopify",
    "sp",
    "sq",
    "square",
    "stripe",
    "sumup",
    "tarj",
    "tarjeta",
    "tpv",
    "tst",
    "toast",
    "visa",
    "way",
    "web",
    "www",
    "wlp",
    "worldline",
    "worldpay",
    "zettle",
    "zlr",
];

/// Places whose names are words too: where they stand behind a merchant they say where it is.
const PLACES: &[&str] = &[
    "angers", "banff", "bar", "bath", "brest", "buffalo", "cannes", "cheddar", "cork", "corks", "crosby", "dallas",
    "deal", "derby", "diss", "eiche", "essen", "gap", "golf", "hamm", "hatfield", "hove", "hull", "hunter", "hyde",
    "jersey", "june", "lens", "madison", "mobile", "nice", "orange", "phoenix", "poole", "pool", "reading", "rugby",
    "rose", "sandwich", "settle", "singen", "split", "stein", "tours", "troy", "wells", "wels", "ware", "wigan",
    "worms",
];

/// The merchant's words of a bank's line, folded: `["greggs"]` of `SUMUP *GREGGS 0442 LEEDS GB`, save that the place stays
/// where it may be a part of the name.
pub(super) fn words(line: &[String]) -> Vec<String> {
    let mut merchant: Vec<String> =
        line.iter().skip_while(|word| is_before(word)).filter(|word| !is_number(word)).cloned().collect();
    // The last words of three or more may be the place; the first are the name.
    for place in merchant.iter_mut().skip(2) {
        if PLACES.contains(&place.as_str()) {
            place.clear();
        }
    }
    merchant.retain(|word| !word.is_empty());
    merchant
}

/// Whether a word at the beginning of a line says only how it was paid.
pub(super) fn is_before(word: &str) -> bool {
    BEFORE.contains(&word) || is_number(word)
}

/// The number of a shop, a card, a day or a telephone; names like `7eleven` and `4u` are none.
pub(super) fn is_number(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    digits > 0 && (digits == word.len() || digits >= 3)
}

#[cfg(test)]
mod tests {
    use super::{super::text::tokens, *};

    #[test]
    fn what_is_not_the_merchant_is_left_out() {
        for (line, merchant) in [
            ("SUMUP *GREGGS 0442 LEEDS", "greggs leeds"),
            ("KARTENZAHLUNG REWE SAGT DANKE 4471//HAMBURG/DE", "rewe sagt danke hamburg de"),
            ("CB DECATHLON 0912 NICE", "decathlon nice"),
            ("COMPRA TARJ. 5402XXXX ZARA MADRID", "zara madrid"),
            ("PAYPAL *STEAM GAMES READING", "steam games"),
            ("7ELEVEN 3312", "7eleven"),
        ] {
            assert_eq!(words(&tokens(line)).join(" "), merchant, "{line}");
        }
    }
}
