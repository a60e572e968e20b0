//! The tenant's colour: whether it can be read on the pages, the nearest that can, and the shades that follow from it.
//!
//! Contrast is that of WCAG 2.2 (success criteria 1.4.3 and 1.4.11); shades differ in lightness within OKLCH
//! (Björn Ottosson, "A perceptual color space for image processing", 2020; CSS Color 4), by the crate `palette`.

use palette::color_difference::Wcag21RelativeContrast;
use palette::{FromColor, IsWithinBounds, Oklch, Srgb};

/// The darkest background of the light page: `--paper` of the stylesheet.
pub const LIGHT_PAPER: &str = "#f7f4ee";
/// The lightest background of the dark page: `--sheet` there.
pub const DARK_SHEET: &str = "#162322";
/// The text on a colour that white cannot be read on, on the light page: `--ink`.
pub const INK: &str = "#17272a";
/// The text on a colour of the dark page: `--on-accent` there.
pub const DARK_INK: &str = "#06201c";
/// The text on a colour of the light page: `--on-accent` there.
pub const WHITE: &str = "#ffffff";

/// What text needs (WCAG 1.4.3).
const TEXT: f64 = 4.5;
/// What a part of a control needs beside the page (WCAG 1.4.11).
const PART: f64 = 3.0;
/// The lightness of the colour on the dark page.
const ON_DARK: f64 = 0.8;

/// The shades of one colour on one page, each as `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shades {
    /// Buttons and marks.
    pub fill: String,
    /// Text on them.
    pub on_fill: &'static str,
    /// The same while pointed at.
    pub deep: String,
    /// Links and other text on the page.
    pub text: String,
    /// A quiet background.
    pub tint: String,
}

/// A colour by its six digits, in lower case; `None` when it is not written so.
#[must_use]
pub fn normalized(text: &str) -> Option<String> {
    let digits = text.strip_prefix('#')?;
    let plain = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    plain.then(|| text.to_ascii_lowercase())
}

/// The nearest colour, by lightness, that can be read on the light page and stands out from it; the colour itself
/// where it does.
#[must_use]
pub fn nearest(colour: &str) -> String {
    let own = of(colour);
    let shade = |steps: i32| lighter(own, f64::from(steps) / 500.0);
    // The darker of two that are as near: it was too light, as nearly always.
    let steps = (0..=500).flat_map(|steps| [-steps, steps]).find(|steps| fits(&shade(*steps)));
    match steps {
        Some(0) | None => colour.to_owned(),
        Some(steps) => shade(steps),
    }
}

/// The colour for the dark page.
#[must_use]
pub fn dark(colour: &str) -> String {
    written(Oklch { l: ON_DARK, ..of(colour) })
}

/// The shades of a colour that fits, on the light page and on the dark one.
#[must_use]
pub fn shades(colour: &str) -> [Shades; 2] {
    [on_light(colour), on_dark(colour)]
}

fn on_light(colour: &str) -> Shades {
    let own = of(colour);
    let on_fill = if contrast(colour, WHITE) >= TEXT { WHITE } else { INK };
    let tint = written(Oklch { l: 0.95, chroma: (own.chroma / 4.0).min(0.03), ..own });
    let reads = |shade: &String| contrast(shade, LIGHT_PAPER) >= TEXT && contrast(shade, &tint) >= TEXT;
    let text = (0..=500).map(|step| lighter(own, f64::from(-step) / 500.0)).find(reads);
    // What is pointed at goes away from its text, so that it is read the better.
    let deep = lighter(own, if on_fill == WHITE { -0.08 } else { 0.06 });
    Shades { fill: colour.to_owned(), on_fill, deep, text: text.unwrap_or_else(|| INK.to_owned()), tint }
}

fn on_dark(colour: &str) -> Shades {
    let (own, fill) = (of(colour), dark(colour));
    let tint = written(Oklch { l: 0.3, chroma: (own.chroma / 3.0).min(0.04), ..own });
    let deep = written(Oklch { l: ON_DARK + 0.07, ..own });
    Shades { text: fill.clone(), fill, on_fill: DARK_INK, deep, tint }
}

/// Whether text on it can be read, and it stands out from the light page.
fn fits(colour: &str) -> bool {
    let readable = [WHITE, INK].iter().any(|text| contrast(colour, text) >= TEXT);
    readable && contrast(colour, LIGHT_PAPER) >= PART
}

/// The contrast of two colours, from 1 to 21.
#[must_use]
pub fn contrast(one: &str, other: &str) -> f64 {
    srgb(one).relative_contrast(srgb(other))
}

fn lighter(colour: Oklch<f64>, by: f64) -> String {
    written(Oklch { l: (colour.l + by).clamp(0.0, 1.0), ..colour })
}

fn of(colour: &str) -> Oklch<f64> {
    Oklch::from_color(srgb(colour))
}

/// Colours that were not [`normalized`] are black, which fits everywhere.
fn srgb(colour: &str) -> Srgb<f64> {
    colour.parse::<Srgb<u8>>().unwrap_or_default().into_format()
}

/// As six digits. What a screen cannot show loses chroma until it can, and keeps its lightness and hue.
fn written(colour: Oklch<f64>) -> String {
    let with = |chroma: f64| Srgb::from_color(Oklch { chroma, ..colour });
    let (mut low, mut high) = (0.0, colour.chroma);
    if !with(high).is_within_bounds() {
        for _ in 0..24 {
            let middle = f64::midpoint(low, high);
            if with(middle).is_within_bounds() {
                low = middle;
            } else {
                high = middle;
            }
        }
        high = low;
    }
    let shown: Srgb<u8> = with(high).into_format();
    format!("#{shown:x}")
}

#[cfg(test)]
mod tests {
    use super::{
        DARK_INK, DARK_SHEET, LIGHT_PAPER, PART, TEXT, contrast, dark, fits, nearest, normalized, shades,
    };

    /// Colours all round the wheel, from black to white.
    fn many() -> Vec<String> {
        let step = [0, 51, 102, 153, 204, 255];
        let all = step.iter().flat_map(|r| step.iter().map(move |g| (*r, *g)));
        all.flat_map(|(r, g)| step.iter().map(move |b| format!("#{r:02x}{g:02x}{b:02x}"))).collect()
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.01);
        assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.01);
        assert!((contrast("#ffffff", "#767676") - 4.54).abs() < 0.01);
    }

    #[test]
    fn six_digits_are_a_colour_and_nothing_else_is() {
        assert_eq!(normalized("#0B6157").as_deref(), Some("#0b6157"));
        for text in ["0b6157", "#0b615", "#0b61577", "#0b615g", "#é6157", "red", ""] {
            assert_eq!(normalized(text), None, "{text}");
        }
    }

    #[test]
    fn the_nearest_fits_and_one_that_fits_is_its_own() {
        for colour in many() {
            let near = nearest(&colour);
            assert!(fits(&near), "{colour}: {near}");
            assert_eq!(near == colour, fits(&colour), "{colour}: {near}");
        }
        assert_eq!(nearest("#0b6157"), "#0b6157");
        let yellow = nearest("#ffdd00");
        assert!(yellow != "#ffdd00" && contrast(&yellow, LIGHT_PAPER) < PART + 0.5, "{yellow}");
    }

    #[test]
    fn every_shade_of_every_colour_can_be_read() {
        for colour in many().iter().map(|colour| nearest(colour)) {
            let [light, night] = shades(&colour);
            for (shades, page) in [(&light, LIGHT_PAPER), (&night, DARK_SHEET)] {
                for (one, other, least) in [
                    (&shades.text, page, TEXT),
                    (&shades.text, &shades.tint, TEXT),
                    (&shades.fill, shades.on_fill, TEXT),
                    (&shades.deep, shades.on_fill, TEXT),
                    (&shades.fill, page, PART),
                ] {
                    let there = contrast(one, other);
                    assert!(there >= least, "{colour}: {one} on {other} has {there} in {shades:?}");
                }
            }
            assert!(contrast(&dark(&colour), DARK_INK) >= TEXT);
        }
    }
}
