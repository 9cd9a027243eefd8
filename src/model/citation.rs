//! stub
/// stub
pub struct Citation;
impl Citation {
    /// stub
    pub fn parse(_t: &str) -> Option<Self> {
        Some(Self)
    }
}
