//! The observation chart: positions and bands come from Rust; the screen only draws.

use serde::Serialize;
use specta::Type;

use super::patient::BannerView;
use super::shared::NewsView;

/// The observation chart over one window of time.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChartView {
    /// Who.
    pub banner: BannerView,
    /// `Last 24 hours`.
    pub window: String,
    /// There is a later window.
    pub later: bool,
    /// How wide, in hours.
    pub hours: u32,
    /// Times along the foot.
    pub hour_marks: Vec<MarkView>,
    /// Full dates along the foot; `x` is where the day begins.
    pub day_marks: Vec<MarkView>,
    /// Where now is, 0 to 1.
    pub now: Option<f64>,
    /// `Now 14:36`.
    pub now_words: String,
    /// Where what this ward recorded begins.
    pub historical_until: Option<f64>,
    /// `Historical: from EPR, as at Sat 21-Nov-2026 02:10`.
    pub historical_words: Option<String>,
    /// `Recorded on this ward since 02:14`.
    pub recorded_words: Option<String>,
    /// One sign each, in ABCDE order.
    pub strips: Vec<StripChartView>,
    /// Oldest first: the same numbers as a table.
    pub sets: Vec<SetView>,
    /// SpO2 scale in use.
    pub scale: u8,
    /// Attribution.
    pub rule: String,
}

/// A label at a place.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MarkView {
    /// 0 to 1.
    pub x: f64,
    /// `14:00`.
    pub words: String,
}

/// One sign's strip.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StripChartView {
    /// `respirations`, `saturation`, `blood-pressure`, `pulse`, `temperature`.
    pub sign: String,
    /// `Respirations`.
    pub name: String,
    /// `per minute`.
    pub unit: String,
    /// Bottom of the fixed range.
    pub min: f64,
    /// Top of the fixed range.
    pub max: f64,
    /// Round numbers.
    pub ticks: Vec<f64>,
    /// NEWS2 bands, over the whole range.
    pub bands: Vec<BandView>,
    /// Oldest first.
    pub points: Vec<PointView>,
    /// `22`.
    pub latest: Option<String>,
    /// `21`.
    pub before: Option<String>,
}

/// One NEWS2 band.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BandView {
    /// Lower edge.
    pub from: f64,
    /// Upper edge.
    pub to: f64,
    /// 0 to 3.
    pub points: u8,
}

/// One point.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PointView {
    /// 0 to 1.
    pub x: f64,
    /// On the strip's range; the systolic for blood pressure.
    pub value: f64,
    /// The diastolic, for blood pressure.
    pub low: Option<f64>,
    /// `22 at 14:25, Ama Boateng`.
    pub words: String,
    /// From a copy.
    pub historical: bool,
    /// Joined to the point before: false across a gap, an outage or missing data.
    pub join: bool,
    /// Beyond the range: drawn at its edge with its figure.
    pub off_scale: bool,
}

/// One set of observations as a column or row.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetView {
    /// 0 to 1.
    pub x: f64,
    /// `14:25`.
    pub time: String,
    /// `21-Nov-2026`.
    pub date: String,
    /// From a copy.
    pub historical: bool,
    /// Author or source.
    pub by: String,
    /// In chart order.
    pub values: Vec<SetValueView>,
    /// `Air`.
    pub air_or_oxygen: Option<String>,
    /// `Alert`.
    pub consciousness: Option<String>,
    /// Total or incomplete.
    pub news: NewsView,
}

/// One value of a set.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetValueView {
    /// `respirations`.
    pub sign: String,
    /// `22`, `112/66`, `Not measured`, `Cannot be recorded`.
    pub words: String,
    /// 0 to 3.
    pub points: Option<u8>,
}
