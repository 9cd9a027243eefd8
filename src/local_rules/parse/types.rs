//! The types of expressions, checked as far as they are known without a document.

use super::{Fault, Parsed, Parser};
use crate::local_rules::expression::{Comparison, Expr, Literal, Node, Operator, Range, Type};

impl Parser<'_, '_> {
    /// Reports an expression whose values are not of a type; `why` says what asks for it.
    pub(super) fn check(&mut self, expr: &Expr, wanted: Type, why: impl FnOnce() -> String) {
        let is_right = expr.kind == wanted
            || expr.kind == Type::Any
            || wanted == Type::Any
            || wanted == Type::Double && expr.kind.is_number();
        if !is_right {
            let message = format!("this is {}, and must be {}", expr.kind.in_words(), wanted.in_words());
            self.faults.push(Fault::new(expr.range.clone(), message, why()));
        }
    }

    pub(super) fn choice(&mut self, test: Expr, one: Expr, other: Expr) -> Parsed {
        self.check(&test, Type::Bool, || "before `?` stands a condition".to_owned());
        let kind = if one.kind == other.kind { one.kind } else { Type::Any };
        let range = test.range.start..other.range.end;
        let depth = test.depth.max(one.depth).max(other.depth);
        self.make(Node::Choice(Box::new([test, one, other])), range, kind, depth)
    }

    pub(super) fn comparison(&mut self, sign: Comparison, left: Expr, right: Expr) -> Parsed {
        let range = left.range.start..right.range.end;
        let kinds = (left.kind, right.kind);
        match sign {
            Comparison::In if !matches!(right.kind, Type::Any | Type::List | Type::Map) => {
                let message = format!(
                    "`in` looks into a list or the keys of a mapping, and this is {}",
                    right.kind.in_words()
                );
                let help = match right.kind {
                    Type::Text => "for a part of a text write `TEXT.contains(PART)`",
                    _ => "write a list, such as `[\"a\", \"b\"]`",
                };
                self.faults.push(Fault::new(right.range.clone(), message, help));
            }
            Comparison::Less | Comparison::LessOrEqual | Comparison::Greater | Comparison::GreaterOrEqual => {
                self.check_order(sign, kinds, &range);
            }
            _ if sign != Comparison::In && !may_be_equal(kinds) => {
                let message = format!("{} is never {}", kinds.0.in_words(), kinds.1.in_words());
                let help = "compare values of one type: `int(…)`, `double(…)`, `string(…)` and `date(…)` turn one into another";
                self.faults.push(Fault::new(range.clone(), message, help));
            }
            _ => {}
        }
        let depth = left.depth.max(right.depth);
        self.make(Node::Compare(sign, Box::new([left, right])), range, Type::Bool, depth)
    }

    fn check_order(&mut self, sign: Comparison, (left, right): (Type, Type), range: &Range) {
        let unordered = [left, right]
            .into_iter()
            .find(|kind| matches!(kind, Type::Bool | Type::Null | Type::List | Type::Map));
        let message = match unordered {
            Some(kind) => format!("{} has no order, so `{}` cannot compare it", kind.in_words(), sign.sign()),
            None if may_be_equal((left, right)) => return,
            None => format!("{} cannot be compared with {}", left.in_words(), right.in_words()),
        };
        let help = "numbers, texts, dates and durations can be compared, each with its own kind";
        self.faults.push(Fault::new(range.clone(), message, help));
    }

    pub(super) fn calculation(&mut self, operator: Operator, left: Expr, right: Expr) -> Parsed {
        let range = left.range.start..right.range.end;
        let kinds = (left.kind, right.kind);
        let kind = match result_of(operator, kinds) {
            Some(kind) => kind,
            None => {
                let (one, other) = (kinds.0.in_words(), kinds.1.in_words());
                let message = format!("`{}` cannot join {one} and {other}", operator.sign());
                let help = match kinds {
                    (Type::Text, _) | (_, Type::Text) if operator == Operator::Add => {
                        "turn the other one into a text with `string(…)`"
                    }
                    (Type::Date, Type::Date) => "`days_between(a, b)` is the number of days",
                    _ => {
                        "numbers can be calculated with, texts and lists joined by `+`, and durations added to dates"
                    }
                };
                self.faults.push(Fault::new(range.clone(), message, help));
                Type::Any
            }
        };
        let depth = left.depth.max(right.depth);
        self.make(Node::Arithmetic(operator, Box::new([left, right])), range, kind, depth)
    }

    pub(super) fn negation(&mut self, inner: Expr, range: Range) -> Parsed {
        match inner.node {
            Node::Literal(Literal::Int(number)) => {
                let node = Node::Literal(Literal::Int(number.wrapping_neg()));
                return self.make(node, range, Type::Int, 0);
            }
            Node::Literal(Literal::Double(number)) => {
                return self.make(Node::Literal(Literal::Double(-number)), range, Type::Double, 0);
            }
            _ => {}
        }
        self.check(&inner, Type::Double, || "`-` stands before a number".to_owned());
        let (kind, depth) = (inner.kind, inner.depth);
        self.make(Node::Negate(Box::new(inner)), range, kind, depth)
    }
}

/// Returns true if values of two types can be equal: a date may be written as a text or as the number of a year.
fn may_be_equal((left, right): (Type, Type)) -> bool {
    let is_loose = |kind| matches!(kind, Type::Any | Type::Null);
    let is_dated = |one, other| match one {
        Type::Date => matches!(other, Type::Text | Type::Int),
        Type::Duration => other == Type::Text,
        _ => false,
    };
    left == right
        || is_loose(left)
        || is_loose(right)
        || left.is_number() && right.is_number()
        || is_dated(left, right)
        || is_dated(right, left)
}

/// Returns the type of a calculation's result; `None` if there is none.
fn result_of(operator: Operator, kinds: (Type, Type)) -> Option<Type> {
    use Type::{Any, Date, Double, Duration, Int, List, Text};
    let adds = operator == Operator::Add;
    match kinds {
        (Any, Any) => Some(Any),
        (Any, kind) | (kind, Any) if kind.is_number() => Some(Any),
        (Any, Text | List) | (Text | List, Any) if adds => Some(Any),
        (Any, Date | Duration) | (Date | Duration, Any)
            if matches!(operator, Operator::Add | Operator::Subtract) =>
        {
            Some(Any)
        }
        (Int, Int) => Some(Int),
        (one, other) if one.is_number() && other.is_number() => Some(Double),
        (Text, Text) if adds => Some(Text),
        (List, List) if adds => Some(List),
        (Date, Duration) if matches!(operator, Operator::Add | Operator::Subtract) => Some(Date),
        (Duration, Date) if adds => Some(Date),
        _ => None,
    }
}
