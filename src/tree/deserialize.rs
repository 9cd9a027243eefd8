//! A `serde` deserializer over the tree, so that legal codes, configuration and rule options are read
//! by the same parser as reports.

use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess,
    VariantAccess, Visitor, value::StrDeserializer,
};
use serde::forward_to_deserialize_any;

use super::{Entries, Entry, Items, NodeRef, NodeType, Number};
use crate::source::Span;

/// A node that does not have the expected form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeError {
    /// The expected form, and the one found.
    pub message: String,
    /// The bytes of the node, once they are known.
    pub span: Option<Span>,
}

impl fmt::Display for NodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for NodeError {}

impl serde::de::Error for NodeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { message: message.to_string(), span: None }
    }
}

impl NodeError {
    fn at(mut self, span: Span) -> Self {
        self.span.get_or_insert(span);
        self
    }
}

impl<'a> NodeRef<'a> {
    /// Reads the node as a value of type `T`. Dates and other scalars are read as text where `T` asks
    /// for text, even where YAML sees a number.
    pub fn deserialize_into<T: DeserializeOwned>(self) -> Result<T, NodeError> {
        T::deserialize(self)
    }

    /// Reads a mapping without its key `except` as a value of type `T`.
    pub(crate) fn deserialize_options<T: DeserializeOwned>(self, except: &str) -> Result<T, NodeError> {
        T::deserialize(Options { node: self, except })
    }
}

/// A mapping without one of its keys.
struct Options<'de, 'k> {
    node: NodeRef<'de>,
    except: &'k str,
}

impl<'de> Deserializer<'de> for Options<'de, '_> {
    type Error = NodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NodeError> {
        let mapping = Mapping { entries: self.node.entries(), except: Some(self.except), value: None };
        visitor.visit_map(mapping).map_err(|error| error.at(self.node.anchor_span()))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> Deserializer<'de> for NodeRef<'de> {
    type Error = NodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NodeError> {
        let result = match self.node_type() {
            NodeType::Null => visitor.visit_unit(),
            NodeType::Bool => visitor.visit_bool(self.as_bool().unwrap_or_default()),
            NodeType::Number => match self.as_number() {
                Some(Number::Int(value)) => visitor.visit_i64(value),
                Some(Number::UInt(value)) => visitor.visit_u64(value),
                Some(Number::Float(value)) => visitor.visit_f64(value),
                None => visitor.visit_unit(),
            },
            NodeType::String => visitor.visit_borrowed_str(self.as_str().unwrap_or_default()),
            NodeType::Sequence => visitor.visit_seq(Sequence(self.items())),
            NodeType::Mapping => {
                visitor.visit_map(Mapping { entries: self.entries(), except: None, value: None })
            }
        };
        result.map_err(|error| error.at(self.anchor_span()))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NodeError> {
        match (self.node_type(), self.scalar_text()) {
            (NodeType::Null, _) | (_, None) => self.deserialize_any(visitor),
            (_, Some(text)) => {
                visitor.visit_borrowed_str(text).map_err(|error: NodeError| error.at(self.anchor_span()))
            }
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NodeError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NodeError> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, NodeError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NodeError> {
        let text =
            self.scalar_text().ok_or_else(|| NodeError::custom("expected a word").at(self.anchor_span()))?;
        visitor.visit_enum(Variant(text)).map_err(|error: NodeError| error.at(self.anchor_span()))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NodeError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier
    }
}

struct Sequence<'de>(Items<'de>);

impl<'de> SeqAccess<'de> for Sequence<'de> {
    type Error = NodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, NodeError> {
        self.0.next().map(|item| seed.deserialize(item)).transpose()
    }
}

struct Mapping<'de, 'k> {
    entries: Entries<'de>,
    except: Option<&'k str>,
    value: Option<Entry<'de>>,
}

impl<'de> MapAccess<'de> for Mapping<'de, '_> {
    type Error = NodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NodeError> {
        self.value = self.entries.find(|entry| Some(entry.name()) != self.except);
        let Some(entry) = self.value else { return Ok(None) };
        let key: StrDeserializer<'_, NodeError> =
            serde::de::IntoDeserializer::into_deserializer(entry.name());
        seed.deserialize(key).map(Some).map_err(|error| error.at(entry.key.span()))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NodeError> {
        let entry = self.value.take().ok_or_else(|| NodeError::custom("a value without its key"))?;
        seed.deserialize(entry.value)
    }
}

struct Variant<'de>(&'de str);

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = NodeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), NodeError> {
        let name: StrDeserializer<'_, NodeError> = serde::de::IntoDeserializer::into_deserializer(self.0);
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = NodeError;

    fn unit_variant(self) -> Result<(), NodeError> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _seed: T) -> Result<T::Value, NodeError> {
        Err(NodeError::custom("expected a word"))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, _visitor: V) -> Result<V::Value, NodeError> {
        Err(NodeError::custom("expected a word"))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, NodeError> {
        Err(NodeError::custom("expected a word"))
    }
}
