//! Words by which a bank's line or a mail says what a charge is. They only exclude (rent, loans, transfers, cash), tell a
//! bill from a purchase where the rhythm alone leaves it open, or say what a mail is about; which charges come back is for
//! `series` to say.

use crate::{
    order,
    profile::{self, taxonomy},
    record::{Record, RecordId, Source},
    unicode::fold,
};

/// Words and phrases, folded, one list; a word that ends in `*` is the beginning of one.
type List = &'static str;

/// Money that only moves, is owed, or is taken out: never a business's charge for what it sells.
const MOVED: List = "rent|miete|kaltmiete|warmmiete|mietzahlung|hausgeld|wohngeld|com prop|comunidad propietarios|\
    comunidad de propietarios|cuota comunidad|copropriete|condominio|condominiali|loyer|loyers|alquiler|affitto|huur|renda|\
    aluguel|arrendamento|hyra|lettings|letting|landlord|vermieter*|hausverwaltung*|property management|property mgmt|realty|apartments|estate agents|\
    immobilier|immobiliere|inmobiliaria|immobiliare|wohnungsbau*|wohnbau*|wohnungsgenossenschaft|nebenkosten|\
    loan|loans|student ln|auto ln|loan pmt|kredit|kreditrate|darlehen*|ratenkredit*|ratenzahlung|finanzierung*|baufinanzierung*|tilgung*|hypothek*|\
    mortgage|mortgages|hypotheque|pret immobilier|pret immo|pret auto|pret personnel|pret conso|remboursement pret|\
    echeance pret|echeance de pret|credit immobilier|credit conso|credit auto|prestamo*|hipoteca|cuota prestamo|prestito|\
    mutuo|rata mutuo|rata prestito|finanziamento|lening|emprestimo|credito habitacao|credito hipotecario|\
    credito personal|credito pessoal|instalment|installment|finance|financing|financial services|leningdeel|\
    salary|gehalt|lohn|wages|payroll|salaire|nomina|stipendio|salaris|ordenado|vencimento|\
    savings|saving|savings pot|premium bonds|national savings|ns i|sparen|sparplan|sparrate|sparkonto|tagesgeld*|bausparen|bausparkasse|epargne|livret|ahorro|\
    ahorros|risparmio|spaarrekening|poupanca|round up|own account|eigenes konto|eigenubertrag*|eigenuebertrag*|kontoubertrag*|kontouebertrag*|to a c|giroconto|internal transfer|\
    investment|investments|invest|depot|wertpapier*|broker|brokerage|trade republic|scalable capital|isa|pension|\
    assurance vie|top up|topup|aufladung|recharge compte|\
    atm|cash|cashpoint|cash machine|bargeld*|geldautomat*|barabhebung|auszahlung|retrait|retraits|dab|cajero|reintegro|\
    efectivo|prelievo|bancomat|geldopname|geldautomaat|levantamento|cash withdrawal|teller withdrawal|bezug|\
    credit card|creditcard|kreditkarte|kreditkarten*|carte de credit|tarjeta de credito|carta di credito|barclaycard|credit crd|crd autopay|card autopay|card pymt|crcardpmt|cardmember|citi card|\
    abrechnung visa|abrechnung mastercard|visa abrechnung|mastercard abrechnung|kartenabrechnung|\
    liquidacion tarjeta*|liquidacion visa|saldo carta|releve carte|debit differe|applecard|amex epayment|american express|e payment|\
    payment thank you|card balance|\
    tax|ctax|ibi|ajuntament|ayuntamiento|taxe fonciere|taxe habitation|taxe d habitation|tari|imu|grundsteuer|hundesteuer|\
    gemeente|waterschap*|council tax|city council|city cncl|city co|city c|county council|borough council|district council|\
    london borough|mbc|steuer|steuern|kfz steuer|finanzamt|hmrc|impots|impot|dgfip|tresor public|hacienda|\
    agencia tributaria|agenzia entrate|belastingdienst|autoridade tributaria|stadtkasse|bundeskasse|irs|dvla|\
    unterhalt|taschengeld|pocket money|allowance|pension alimenticia|child maintenance|alimony|haushaltsgeld|geschenk|gift";

/// How people send each other money; a business's bill, where the line says so too.
const SENT: List = "transfer|transfers|uberweisung*|ueberweisung*|ubertrag|uebertrag|umbuchung|dauerauftrag|standing order|virement|virements|vir|\
    transferencia|transferencias|traspaso|bonifico|overboeking|overschrijving|faster payment|bank transfer|bizum|zelle|venmo|\
    cash app|mb way|twint|swish|tikkie|splitwise|trf|tfr|xfer to|online payment to|orden permanente|\
    ordem permanente|periodieke overboeking|gutschrift|lydia|wero|paylib|p2p|send money|sent from";

/// What the bank takes for itself.
const FEES: List = "account fee|monthly account fee|maintenance fee|monthly maintenance|monthly service fee|service charge|\
    overdraft fee|overdraft interest|transaction fee|non sterling|foreign transaction|foreign exchange fee|fx fee|late fee|\
    atm fee|unpaid fee|returned item|debit interest|interest charge|interest charged|card fee|annual card fee|bank fee|\
    bank charges|kontofuhrung*|kontofuehrung*|kontogebuehr*|kontoentgelt|kontogebuhr*|kontoabschluss|entgeltabschluss|entgeltabrechnung|\
    rechnungsabschluss|abschlussentgelt|auslandseinsatz*|auslandsentgelt|fremdwahrungsentgelt|sollzinsen|\
    dispozinsen|kartenentgelt|kartengebuhr|monatsentgelt|grundpreis konto|abschluss per|frais bancaires|frais de tenue|\
    frais tenue|tenue de compte|cotisation carte|cotisation mensuelle carte|cotisation compte|frais paiement|\
    commission d intervention|commissions d intervention|interets debiteurs|agios|frais hors zone|comision|comisiones|\
    comision mantenimiento|mantenimiento cuenta|intereses deudores|cuota tarjeta|canone conto|canone mensile conto|\
    spese tenuta|spese conto|commissione|commissioni|imposta di bollo|bollo|interessi passivi|canone carta|\
    kosten rekening|kosten betaalpakket|betaalpakket|kosten pakket|debetrente|maandelijkse kosten|koersopslag|\
    manutencao de conta|manutencao conta|comissao|comissoes|imposto do selo|anuidade cartao|juros devedores";

/// That a charge comes back by what was agreed.
const AGREED: List = "subscription|annual renewal|auto renewal|subscriptions|subscr|subs|abo|abonnement|abonnements|suscripcion|abbonamento|assinatura|\
    abono|membership|member|mitgliedsbeitrag|mitgliedschaft|mitglied|cuota|lidmaatschap|contributie|mensalidade|\
    mensualidad|premium|recurring|prime|streaming|monatsbeitrag|monthly plan|rundfunk*|rundfunkbeitrag|tv licence|\
    licence fee|license|cotisation|gym|fitness*|fitnessstudio|gimnasio|palestra|sportschool|ginasio|mealbox|kochbox|\
    veg box|gemusekiste|hosting|cloud|vpn|family plan|season ticket|monatskarte|deutschlandticket|jahresabo|forfait|\
    beitrag|verein|club";

/// What is billed by what was used or insured.
const BILLED: List = "energy|energie|energia|strom|gas|power|electric*|elettric*|electricite|water|wasser|wasserwerke|eau|\
    eaux|agua|aguas|acqua|stadtwerke|telecom*|telekom*|mobile|mobil|mobilfunk|phone|broadband|internet|fibre|fiber|fibra|\
    glasfaser|dsl|kabel|cable|telefon*|telefonica|insurance|insur*|versicherung*|assurance|assurances|mutuelle|\
    assicurazion*|seguro|seguros|verzekering*|haftpflicht|hausrat*|rechtsschutz*|kfz vers*|waste|rubbish|abfall*|\
    heating|heizung|fernwarme|elektrizit*|gaswerk*|abwasser*|energieversorg*|chauffage|gaz|luce|utilities|utility|networks|netz|breitband|wifi|security|alarm";

/// How a bank books what a business may take by itself.
const MANDATED: List = "dd|direct debit|lastschrift|basislastschrift|folgelastschrift|sepa lastschrift|prlv|prelevement|\
    adeudo|recibo|domiciliacion|addebito|sdd|incasso|lsv|lastschrifteinzug|ach withdrawal|debito direto|debito directo|ach debit|autopay";

/// Where one goes when one likes.
const WHIM: List = "coffee|cafe|caffe|kaffee|espresso|bar|pub|restaurant*|ristorante|restaurante|trattoria|bistro|pizz*|\
    burger|kebab|doner|sushi|grill|bakery|backerei|baeckerei|boulangerie|panaderia|panificio|bakkerij|padaria|supermarkt|\
    supermarket*|supermercado*|supermercati|supermarche|market|markt|markthalle|mercado|mercato|grocer*|food|lebensmittel|\
    edeka|rewe|tankstelle|fuel|petrol|gasolinera|gasolina|benzin*|benzina|carburant*|station service|tankstation|\
    parking|parken|parkhaus|parkeren|aparcamiento|parcheggio|taxi|kiosk|tabac|tabacchi|estanco|friseur*|coiffeur|coiffure|\
    peluqueria|parrucchiere|kapper|barber*|hair|haircut*|hairdresser*|nail|nails|nagel*|beauty|kosmetik*|massage*|tattoo*|cinema|kino|salon|deli|takeaway|imbiss|lunch|canteen|kantine|\
    mensa|cantine|eis|gelato|gelateria|icecream|flowers|blumen|kitchen|tavern|brewery|bottle|wine";

/// A mail that speaks of what comes back.
const RENEWS: List = "subscription|subscribed|abonnement|abo|suscripcion|abbonamento|assinatura|membership|mitgliedschaft|\
    your plan|renew|renews|renewal|renewed|auto renew*|verlangert|verlangerung|renouvel*|renovacion|renueva|rinnov*|\
    renova*|next payment|next billing|nachste zahlung|nachste abbuchung|prochain prelevement|prochaine echeance|\
    proximo pago|proximo cobro|prossimo addebito|volgende betaling|proximo pagamento|direct debit|your bill|\
    deine rechnung|ihre rechnung|votre facture|tu factura|la tua bolletta|je factuur|your invoice|monthly|monatlich|\
    mensuel|mensual|mensile|maandelijks|mensal|annual|yearly|jahrlich|annuel|anual|annuale|jaarlijks|\
    a month|per month|pro monat|im monat|par mois|al mes|al mese|per maand|por mes|i manaden|pr maned|om maneden|a year|\
    per year|pro jahr|im jahr|par an|al ano|all anno|per jaar|por ano|free trial|trial period|probemonat|testphase|\
    essai gratuit|prueba gratuita|prova gratuita|proefperiode";

/// Folded words of a text, each behind a blank and before one, so that whole phrases can be looked for.
pub struct Words {
    text: String,
    /// Where words begin, in the order of what stands there: a phrase is found by halving, however long the text is.
    begins: Vec<usize>,
}

impl Words {
    /// The words of `text`.
    pub fn of(text: &str) -> Self {
        let mut words = String::with_capacity(text.len().saturating_add(2));
        let mut begins = Vec::new();
        words.push(' ');
        for character in fold(text).chars() {
            if character.is_alphanumeric() {
                if words.ends_with(' ') {
                    begins.push(words.len());
                }
                words.push(character);
            } else if !matches!(character, '\'' | '’') && !words.ends_with(' ') {
                words.push(' ');
            }
        }
        if !words.ends_with(' ') {
            words.push(' ');
        }
        order::by(&mut begins, |one, other| words.get(*one..).cmp(&words.get(*other..)));
        Self { text: words, begins }
    }

    /// The first word or phrase of the list that is here.
    pub fn find(&self, list: &'static str) -> Option<&'static str> {
        let from = |at: &usize| self.text.get(*at..).unwrap_or_default();
        list.split('|').find(|term| {
            let (whole, begins) = term.strip_suffix('*').map_or((*term, false), |stem| (stem, true));
            let first = self.begins.partition_point(|at| from(at) < whole);
            let alike = self.begins.get(first..).unwrap_or_default().iter();
            let mut behind = alike.map_while(|at| from(at).strip_prefix(whole));
            behind.any(|behind| begins || behind.starts_with(' '))
        })
    }

    /// Whether a word or phrase of the list is here.
    pub fn say(&self, list: &'static str) -> bool {
        self.find(list).is_some()
    }
}

/// What a bank's line says of its charge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Says {
    /// No business's charge: rent, a loan, a transfer, cash, tax.
    pub moved: bool,
    /// The bank's own fee.
    pub fee: bool,
    /// One goes there when one likes.
    pub habit: bool,
    /// It bills what was used or insured.
    pub biller: bool,
    /// It may take money by itself.
    pub mandated: bool,
    /// It was agreed that it comes back.
    pub subscription: bool,
}

/// What this line says.
pub fn line(descriptor: &str) -> Says {
    let words = Words::of(descriptor);
    let kind = kind_of(descriptor);
    let (billed, agreed) = (words.say(BILLED), words.say(AGREED));
    let subscription = kind == Some(Kind::Agreed) || agreed;
    let biller = kind == Some(Kind::Billed) || billed;
    // `Payment to Chase card ending in 4410`.
    let pays_card = words.text.starts_with(" payment to ") && words.say("card");
    let moved = match words.find(MOVED).or(Some("card").filter(|_| pays_card)) {
        // A gift shop's line, or a club's fund for tax, may name such a word too; what is billed for insurance may not.
        Some(_) => true,
        None => words.say(SENT) && !subscription && !biller,
    };
    let habit = kind == Some(Kind::Whim) || (kind.is_none() && words.say(WHIM));
    Says { moved, fee: words.say(FEES), habit, biller, mandated: words.say(MANDATED), subscription }
}

/// Whether a line is a fee of the bank.
pub fn is_fee(descriptor: &str) -> bool {
    Words::of(descriptor).say(FEES)
}

/// Whether a mail speaks of something that comes back.
pub fn speaks_of_renewal(words: &Words) -> bool {
    words.say(RENEWS)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Whim,
    Billed,
    Agreed,
}

/// What kind of business it is, by the profile's tables of names.
fn kind_of(descriptor: &str) -> Option<Kind> {
    /// Groceries; eating out; drinks; bakeries; passenger transport; rail; cars and fuel; beauty and hair; dining.
    const WHIM: [u32; 9] = [902, 1400, 974, 1040, 1668, 1669, 1220, 865, 373];
    /// Telecommunication; insurance; home services; utilities.
    const BILLED: [u32; 4] = [911, 1389, 1476, 536];
    /// Streaming; gyms; newspapers; hosting; meals.
    const AGREED: [u32; 5] = [800, 1593, 1358, 1676, 1100];
    let mut record = Record::new(RecordId::from_text(""), Source::Transaction);
    record.descriptor = Some(descriptor.to_owned());
    let verdict = profile::classify(&record);
    let within = |list: &[u32]| {
        verdict
            .claims
            .iter()
            .flat_map(|claim| taxonomy::lineage(claim.segment))
            .any(|node| list.contains(&u32::from(node.id.0)))
    };
    [(Kind::Agreed, AGREED.as_slice()), (Kind::Billed, &BILLED), (Kind::Whim, &WHIM)]
        .into_iter()
        .find(|(_, list)| within(list))
        .map(|(kind, _)| kind)
}

/// What a subscription is for, by the profile's tables of names; for telling two that do the same.
pub fn service(descriptor: &str) -> Option<&'static str> {
    let mut record = Record::new(RecordId::from_text(""), Source::Transaction);
    record.descriptor = Some(descriptor.to_owned());
    let claims = profile::classify(&record).claims;
    let is = |id: u32| claims.iter().any(|claim| u32::from(claim.segment.0) == id);
    match () {
        () if is(481) && is(800) => Some("music"),
        () if is(1593) => Some("gyms"),
        () if is(915) => Some("mobile phone plans"),
        () if is(912) => Some("internet lines"),
        () if is(371) && is(1100) => Some("meal boxes"),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_say_what_they_are() {
        for moved in [
            "STANDING ORDER HARBOURSIDE LETTINGS",
            "Dauerauftrag Miete Wohnung 3",
            "VIR SEPA LOYER MARS",
            "TRANSFER TO SAVINGS POT",
            "FASTER PAYMENT TO J SMITH",
            "Santander Kredit Rate 12/48",
            "PRELEVEMENT ECHEANCE PRET IMMOBILIER",
            "BIZUM A MARIA",
            "LNK ATM CASH",
            "RECIBO PRESTAMO HIPOTECA",
            "STANDING ORDER NS&I PREMIUM BONDS",
            "Payment to Chase card ending in 4410",
            "DIRECT DEBIT LEEDS CITY C REF 4471",
            "RECIBO CUOTA COM. PROP. C/ MAYOR 3",
            "SEPA-LASTSCHRIFT BANK AG ABRECHNUNG VISA GOLD",
        ] {
            assert!(line(moved).moved, "{moved}");
        }
        for kept in
            ["NETFLIX.COM", "PRET A MANGER", "DD OCTOPUS ENERGY", "Dauerauftrag Fitnessstudio Nord", "ADEUDO MOVISTAR"]
        {
            assert!(!line(kept).moved, "{kept}");
        }
        assert!(line("MONTHLY ACCOUNT FEE AVONSIDE PLUS").fee && line("Kontoführungsgebühr").fee);
        assert!(line("SQ *LITTLE WREN COFFEE").habit && line("REWE SAGT DANKE").habit);
        assert!(line("SEPA-Lastschrift Stadtwerke Bremen").biller && line("MCFIT").subscription);
    }
}
