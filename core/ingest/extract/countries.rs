//! Countries by the names people write, to ISO 3166 codes.

use super::words::folded_words;

/// `CODE name name …`, folded; underscores stand for blanks.
const COUNTRIES: &str = "AT austria osterreich autriche rakousko aut|AU australia|BE belgium belgien belgique belgie bel|BG bulgaria|\
    BR brazil brasil|CA canada kanada|CH switzerland schweiz suisse svizzera suiza svycarsko che|CN china|CY cyprus|\
    CZ czech_republic czechia tschechien cesko ceska_republika cze|DE germany deutschland allemagne alemania germania tyskland duitsland nemecko niemcy saksa deu|\
    DK denmark danmark danemark danemark dnk|EE estonia|EG egypt|ES spain spanien espana espagne spagna spanje esp|\
    FI finland suomi finnland fin|FR france frankreich francia frankrike frankrijk francie fra|\
    GB united_kingdom great_britain england scotland wales uk grossbritannien royaume_uni vereinigtes_konigreich reino_unido gbr|\
    GR greece griechenland grece grecia grc|HR croatia hrvatska kroatien|HU hungary magyarorszag ungarn hun|IE ireland irland irl|\
    IL israel|IN india indien|IS iceland island|IT italy italien italia italie ita|JP japan|KR south_korea|LT lithuania|LU luxembourg luxemburg|\
    LV latvia lettland|MA morocco|MT malta|MX mexico|NL netherlands the_netherlands niederlande nederland pays_bas holland paesi_bassi nld|\
    NO norway norge norwegen nor|NZ new_zealand|PL poland polen polska pologne polsko pol|PT portugal prt|RO romania rumanien|RS serbia|\
    SE sweden sverige schweden suede suecia swe|SG singapore|SI slovenia slovenija slowenien|SK slovakia slovensko slowakei|TH thailand|\
    TR turkey turkiye turkei|UA ukraine|US united_states united_states_of_america usa etats_unis vereinigte_staaten_von_amerika|\
    ZA south_africa|AE united_arab_emirates|TW taiwan|HK hong_kong|MY malaysia|ID indonesia|VN vietnam|AR argentina|CL chile|CO colombia|PE peru";

/// The code of a country named in any of a few languages, or given as its code.
pub fn code(name: &str) -> Option<&'static str> {
    let words = folded_words(name).join("_");
    COUNTRIES.split('|').find_map(|row| {
        let (code, names) = row.trim().split_once(' ')?;
        (code.eq_ignore_ascii_case(&words) || names.split(' ').any(|known| known == words)).then_some(code)
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_and_codes() {
        for (name, code) in
            [("Österreich", Some("AT")), ("United States of America", Some("US")), ("de", Some("DE")), ("Narnia", None)]
        {
            assert_eq!(super::code(name), code);
        }
    }
}
