//! Alternatives: the one that the document meant, not a list of all.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value;

use super::names::{name_of, type_words};
use super::{Translator, form};
use crate::schema::place::what;
use crate::tree::NodeRef;
use crate::words::alternatives;

impl<'s, 'a> Translator<'s, 'a> {
    /// Reports the branch that was meant: the one whose discriminator fits, or else the one that got deepest.
    /// `own` is how many steps lead to the node, over aliases as the errors go.
    pub(super) fn branches(
        &mut self,
        keyword: &str,
        node: NodeRef<'a>,
        own: usize,
        context: &[Vec<ValidationError<'static>>],
        schema: Option<&'s Value>,
    ) {
        let depth = |error: &ValidationError<'_>| error.instance_path().iter().count();
        let of_type = |errors: &Vec<ValidationError<'static>>| {
            !errors
                .iter()
                .any(|error| depth(error) == own && matches!(error.kind(), ValidationErrorKind::Type { .. }))
        };
        let candidates: Vec<&Vec<ValidationError<'static>>> =
            context.iter().filter(|errors| of_type(errors)).collect();
        let meant = candidates.iter().min_by_key(|errors| {
            let misses = errors.iter().any(|error| {
                depth(error) <= own + 1
                    && matches!(
                        error.kind(),
                        ValidationErrorKind::Constant { .. } | ValidationErrorKind::Enum { .. }
                    )
            });
            let deepest = errors.iter().map(depth).max().unwrap_or_default();
            (misses, std::cmp::Reverse(deepest), errors.len())
        });
        match meant {
            Some(errors) => {
                for error in *errors {
                    self.error(error);
                }
            }
            None => {
                let types: Vec<String> = context
                    .iter()
                    .flatten()
                    .filter_map(|error| match error.kind() {
                        ValidationErrorKind::Type { kind: TypeKind::Single(kind) } => {
                            Some(type_words(*kind).to_owned())
                        }
                        _ => None,
                    })
                    .collect();
                let must = if types.is_empty() { "in another form".to_owned() } else { alternatives(&types) };
                let message = format!("{} is {}, and must be {must}", name_of(node), what(node));
                self.push(1, keyword, node.grip(), node, message, form::examples(schema));
            }
        }
    }
}
