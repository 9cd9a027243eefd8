//! stub
/// stub
pub struct Date;
/// stub
pub enum Precision {
    /// y
    Year,
    /// m
    Month,
    /// d
    Day,
}
#[allow(missing_docs)]
impl Date {
    pub fn parse(_t: &str) -> Result<Self, ()> {
        Ok(Self)
    }
    pub fn precision(&self) -> Precision {
        Precision::Day
    }
    pub fn is_interval(&self) -> bool {
        false
    }
    pub fn is_uncertain(&self) -> bool {
        false
    }
    pub fn is_approximate(&self) -> bool {
        false
    }
}
