//! The logo of a form: a picture as a tenant sends it is decoded, fitted and encoded anew, so that nothing else that
//! its file held is kept: no metadata, no place, no second picture, nothing that is no picture at all.

use std::fmt::Write as _;
use std::io::Cursor;

use aws_lc_rs::digest::{SHA256, digest};
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::{CompressionType, FilterType as RowFilter, PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::error::{ImageError, ImageResult};
use image::imageops::{FilterType, resize};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, Limits, RgbaImage};
use serde::{Deserialize, Serialize};

use crate::domain::string_enum::string_enum;

/// The largest file, in bytes (contract, section 4).
pub const MOST_BYTES: usize = 256 * 1024;
/// The longest side of a picture as it is sent, in pixels.
pub const LONGEST_SIDE: u32 = 2000;
/// The width and height that a picture is fitted into, in pixels.
pub const FITS: (u32, u32) = (480, 160);
/// What decoding one may take at most, in bytes: twice the largest picture of 16 bits a channel.
const MOST_MEMORY: u64 = 64 * 1024 * 1024;

string_enum! {
    /// What sort of file a picture is, as `Content-Type` says it.
    pub enum MediaType {
        /// A PNG.
        Png = "image/png",
        /// A JPEG.
        Jpeg = "image/jpeg",
        /// A WebP.
        WebP = "image/webp",
    }
}

/// A logo as a form has it; the picture is kept beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// What its picture is found by: the first 32 hexadecimal digits of the SHA-256 of its file.
    pub hash: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

impl Logo {
    /// The path under which everybody who knows it finds the picture.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/logo/{}.png", self.hash)
    }
}

/// A picture that is ready to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What a form says of it.
    pub logo: Logo,
    /// Its file, a PNG.
    pub png: Vec<u8>,
}

/// Why a file is no logo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is no picture of a sort that is taken.
    Unknown,
    /// It is a picture of this sort, and not of the one that was said.
    Other(MediaType),
    /// One of its sides is longer than [`LONGEST_SIDE`], or decoding it takes too much memory.
    TooLarge,
    /// It moves.
    Animated,
    /// It ends early or is damaged.
    Broken,
}

/// Decodes a file, fits it into [`FITS`] and encodes it anew. `said` is what it was sent as; without it the content
/// decides. It takes up to some tenths of a second and [`MOST_MEMORY`], so it is nothing for a thread that serves.
///
/// # Errors
/// [`Fault`].
pub fn fit(said: Option<MediaType>, file: &[u8]) -> Result<Picture, Fault> {
    let media = media_of(file).ok_or(Fault::Unknown)?;
    if said.is_some_and(|said| said != media) {
        return Err(Fault::Other(media));
    }
    let decoded = match media {
        MediaType::Png => png(file),
        MediaType::Jpeg => jpeg(file),
        MediaType::WebP => webp(file),
    }?;
    encode(&fitted(decoded.into_rgba8())).map_err(|error| fault(&error))
}

fn media_of(file: &[u8]) -> Option<MediaType> {
    match image::guess_format(file).ok()? {
        ImageFormat::Png => Some(MediaType::Png),
        ImageFormat::Jpeg => Some(MediaType::Jpeg),
        ImageFormat::WebP => Some(MediaType::WebP),
        _ => None,
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

fn png(file: &[u8]) -> Result<DynamicImage, Fault> {
    let decoder = PngDecoder::with_limits(Cursor::new(file), limits()).map_err(|error| fault(&error))?;
    if decoder.is_apng().map_err(|error| fault(&error))? {
        return Err(Fault::Animated);
    }
    decode(decoder)
}

fn jpeg(file: &[u8]) -> Result<DynamicImage, Fault> {
    // The decoder fills up with grey what is missing of a file that ends early. In the data of a scan, which begins
    // with FFDA, FFD9 is nothing but the end of the picture (ITU-T T.81, B.1.1).
    let scan = file.windows(2).rposition(|marker| marker == [0xff, 0xda]).unwrap_or_default();
    if !file.get(scan..).unwrap_or_default().windows(2).any(|marker| marker == [0xff, 0xd9]) {
        return Err(Fault::Broken);
    }
    decode(JpegDecoder::new(Cursor::new(file)).map_err(|error| fault(&error))?)
}

fn webp(file: &[u8]) -> Result<DynamicImage, Fault> {
    let decoder = WebPDecoder::new(Cursor::new(file)).map_err(|error| fault(&error))?;
    if decoder.has_animation() {
        return Err(Fault::Animated);
    }
    decode(decoder)
}

/// The picture the right way up, as the camera noted.
fn decode(mut decoder: impl ImageDecoder) -> Result<DynamicImage, Fault> {
    let (width, height) = decoder.dimensions();
    if width.max(height) > LONGEST_SIDE {
        return Err(Fault::TooLarge);
    }
    decoder.set_limits(limits()).map_err(|error| fault(&error))?;
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| fault(&error))?;
    picture.apply_orientation(turned);
    Ok(picture)
}

fn fault(error: &ImageError) -> Fault {
    if matches!(error, ImageError::Limits(_)) { Fault::TooLarge } else { Fault::Broken }
}

/// The same picture no larger than [`FITS`], in its proportions; a smaller one stays as it is.
fn fitted(mut picture: RgbaImage) -> RgbaImage {
    let (width, height) = picture.dimensions();
    let (most_width, most_height) = FITS;
    if width <= most_width && height <= most_height {
        return picture;
    }
    // The smaller of both scales, as a fraction: no rounding before the end.
    let (of, to) = if u64::from(width) * u64::from(most_height) > u64::from(height) * u64::from(most_width) {
        (width, most_width)
    } else {
        (height, most_height)
    };
    let scaled = |side: u32| ((side * to + of / 2) / of).max(1);
    // What cannot be seen has a colour too, often black, which must not bleed into its neighbours.
    for pixel in picture.pixels_mut() {
        let alpha = u16::from(pixel.0[3]);
        for channel in &mut pixel.0[..3] {
            *channel = u8::try_from((u16::from(*channel) * alpha + 127) / 255).unwrap_or(u8::MAX);
        }
    }
    let mut small = resize(&picture, scaled(width), scaled(height), FilterType::CatmullRom);
    for pixel in small.pixels_mut() {
        let alpha = u16::from(pixel.0[3]).max(1);
        for channel in &mut pixel.0[..3] {
            *channel = u8::try_from((u16::from(*channel) * 255 + alpha / 2) / alpha).unwrap_or(u8::MAX);
        }
    }
    small
}

fn encode(picture: &RgbaImage) -> ImageResult<Picture> {
    let (width, height) = picture.dimensions();
    let mut png = Vec::new();
    let encoder = || CompressionType::Best;
    if picture.pixels().all(|pixel| pixel.0[3] == u8::MAX) {
        let opaque = DynamicImage::from(picture.clone()).into_rgb8();
        let encoder = PngEncoder::new_with_quality(&mut png, encoder(), RowFilter::Adaptive);
        encoder.write_image(&opaque, width, height, image::ExtendedColorType::Rgb8)?;
    } else {
        let encoder = PngEncoder::new_with_quality(&mut png, encoder(), RowFilter::Adaptive);
        encoder.write_image(picture, width, height, image::ExtendedColorType::Rgba8)?;
    }
    let hash = digest(&SHA256, &png).as_ref().iter().take(16).fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    Ok(Picture { logo: Logo { hash, width, height }, png })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};

    use super::{FITS, Fault, MediaType, fit};

    fn picture(width: u32, height: u32) -> RgbaImage {
        let shade = |at: u32, of: u32| u8::try_from(at * 255 / of).expect("a shade");
        RgbaImage::from_fn(width, height, |x, y| Rgba([shade(x, width), shade(y, height), 90, 255]))
    }

    fn file(picture: RgbaImage, format: ImageFormat) -> Vec<u8> {
        let mut file = Vec::new();
        let picture = DynamicImage::from(picture);
        let picture = if format == ImageFormat::Jpeg { picture.into_rgb8().into() } else { picture };
        picture.write_to(&mut Cursor::new(&mut file), format).expect("a file");
        file
    }

    #[test]
    fn each_sort_is_fitted_in_its_proportions() {
        for (format, media) in [
            (ImageFormat::Png, MediaType::Png),
            (ImageFormat::Jpeg, MediaType::Jpeg),
            (ImageFormat::WebP, MediaType::WebP),
        ] {
            for ((width, height), fits) in [
                ((960, 160), (480, 80)),
                ((64, 64), (64, 64)),
                ((300, 800), (60, 160)),
                ((1999, 1), (480, 1)),
            ] {
                let sent = file(picture(width, height), format);
                let fitted = fit(Some(media), &sent).expect("a logo");
                assert_eq!((fitted.logo.width, fitted.logo.height), fits, "{media} {width} x {height}");
                assert!(fitted.logo.width <= FITS.0 && fitted.logo.height <= FITS.1);
                let read = image::load_from_memory_with_format(&fitted.png, ImageFormat::Png).expect("a PNG");
                assert_eq!((read.width(), read.height()), fits);
                assert_eq!(fit(None, &sent).as_ref(), Ok(&fitted), "the same file is the same logo");
            }
        }
    }

    #[test]
    fn what_cannot_be_seen_has_no_colour() {
        // A white disc's edge on black that is not there: half of it is white that is half there.
        let sent = RgbaImage::from_fn(961, 10, |x, _| if x < 480 { Rgba([255; 4]) } else { Rgba([0; 4]) });
        let fitted = fit(None, &file(sent, ImageFormat::Png)).expect("a logo");
        let read = image::load_from_memory(&fitted.png).expect("a PNG").into_rgba8();
        let dark = read.pixels().filter(|pixel| pixel.0[3] > 8 && pixel.0[0] < 230).count();
        assert_eq!(dark, 0, "grey at the edge");
    }

    #[test]
    fn nothing_but_the_picture_is_kept() {
        let mut sent = file(picture(40, 20), ImageFormat::Jpeg);
        // A comment (COM) behind the start of the picture.
        let secret = b"GPS 26.2041 S, 28.0473 E";
        let length = u16::try_from(secret.len() + 2).expect("a length").to_be_bytes();
        sent.splice(2..2, [&[0xff, 0xfe][..], &length, secret].concat());
        sent.extend_from_slice(b"<script>alert(1)</script>");
        let fitted = fit(Some(MediaType::Jpeg), &sent).expect("a logo");
        for part in [&secret[..], b"<script>"] {
            assert!(!fitted.png.windows(part.len()).any(|seen| seen == part));
        }
    }

    #[test]
    fn what_lies_is_broken_or_huge_is_told_apart() {
        let png = file(picture(40, 20), ImageFormat::Png);
        assert_eq!(fit(Some(MediaType::Jpeg), &png), Err(Fault::Other(MediaType::Png)));
        for (format, media) in [
            (ImageFormat::Png, MediaType::Png),
            (ImageFormat::Jpeg, MediaType::Jpeg),
            (ImageFormat::WebP, MediaType::WebP),
        ] {
            let whole = file(picture(200, 100), format);
            for length in [whole.len() / 2, whole.len() - whole.len() / 4, 20] {
                assert_eq!(
                    fit(Some(media), &whole[..length]),
                    Err(Fault::Broken),
                    "{media} of {length} bytes"
                );
            }
            let wide = file(picture(2001, 1), format);
            assert_eq!(fit(Some(media), &wide), Err(Fault::TooLarge), "{media}");
        }
        for strange in
            [&b""[..], b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", &[0; 64]]
        {
            assert_eq!(fit(Some(MediaType::Png), strange), Err(Fault::Unknown));
        }
        // A header that says more than there is, and more than may be.
        let mut bomb = png;
        bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        assert!(matches!(fit(Some(MediaType::Png), &bomb), Err(Fault::TooLarge | Fault::Broken)));
    }

    #[test]
    fn what_moves_is_refused() {
        // acTL behind the header (PNG, third edition, 11.3.6.1): 2 frames, for ever.
        let mut png = file(picture(40, 20), ImageFormat::Png);
        let chunk = [&b"acTL"[..], &[0, 0, 0, 2, 0, 0, 0, 0]].concat();
        let crc = crc32(&chunk).to_be_bytes();
        png.splice(33..33, [&[0, 0, 0, 8][..], &chunk, &crc].concat());
        assert_eq!(fit(Some(MediaType::Png), &png), Err(Fault::Animated));
        // VP8X with its animation flag, ANIM, and a frame (RFC 9649, section 2.7).
        let still = file(picture(4, 4), ImageFormat::WebP);
        let frame = [&[0; 6][..], &[3, 0, 0, 3, 0, 0, 100, 0, 0, 0], &still[12..]].concat();
        let parts = [
            riff(*b"VP8X", &[0b10, 0, 0, 0, 3, 0, 0, 3, 0, 0]),
            riff(*b"ANIM", &[0, 0, 0, 0, 0, 0]),
            riff(*b"ANMF", &frame),
        ]
        .concat();
        let webp = riff(*b"RIFF", &[&b"WEBP"[..], &parts].concat());
        assert_eq!(fit(Some(MediaType::WebP), &webp), Err(Fault::Animated));
    }

    fn riff(name: [u8; 4], body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).expect("a length").to_le_bytes();
        let pad: &[u8] = if body.len() % 2 == 1 { &[0] } else { &[] };
        [&name[..], &length, body, pad].concat()
    }

    /// The check sum of a chunk (PNG, third edition, annex D).
    fn crc32(bytes: &[u8]) -> u32 {
        let byte = |sum: u32, byte: &u8| {
            (0..8)
                .fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
        };
        !bytes.iter().fold(u32::MAX, byte)
    }
}
