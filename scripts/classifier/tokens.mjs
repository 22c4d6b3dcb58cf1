/** Words as core/profile/text.rs folds them: no case, no accents, letters and digits alone. */

export function tokens(text) {
    const folded = text
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replaceAll('ß', 'ss')
        .replaceAll('æ', 'ae')
        .replaceAll('œ', 'oe')
        .replaceAll('ø', 'o')
        .replaceAll('ł', 'l')
        .replace(/['’]/g, '');
    return folded.split(/[^\p{L}\p{N}]+/u).filter(token => token !== '');
}
