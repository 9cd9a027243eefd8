//! The page of a rule as HTML.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, html};

use crate::render::xml;

/// Returns a page in Markdown as HTML without its title, in which nothing is markup but what Markdown itself makes, and no
/// link leads out.
pub(super) fn html_of(markdown: &str) -> String {
    let mut page = Page::default();
    for event in Parser::new(markdown) {
        page.event(event);
    }
    let mut out = String::new();
    html::push_html(&mut out, page.events.into_iter());
    out
}

/// A page on its way.
#[derive(Default)]
struct Page<'a> {
    events: Vec<Event<'a>>,
    in_title: bool,
    /// The addresses of the links and pictures that are open.
    addresses: Vec<CowStr<'a>>,
}

impl<'a> Page<'a> {
    fn event(&mut self, event: Event<'a>) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => self.in_title = true,
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => self.in_title = false,
            _ if self.in_title => {}
            Event::Start(tag) => self.start(tag),
            Event::End(TagEnd::Heading(_)) => self.events.push(Event::End(TagEnd::Heading(HeadingLevel::H4))),
            Event::End(TagEnd::Link | TagEnd::Image) => self.end_link(),
            Event::End(tag) => self.events.push(Event::End(tag)),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.events.push(Event::Text(harmless(&text)));
            }
            Event::Code(text) => self.events.push(Event::Code(harmless(&text))),
            Event::SoftBreak | Event::HardBreak | Event::Rule => self.events.push(event),
            // The other events are of extensions, which are off.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        match tag {
            Tag::Heading { .. } => {
                let (id, classes, attrs) = (None, Vec::new(), Vec::new());
                let level = HeadingLevel::H4;
                self.events.push(Event::Start(Tag::Heading { level, id, classes, attrs }));
            }
            Tag::CodeBlock(kind) => {
                if let CodeBlockKind::Fenced(info) = &kind {
                    self.caption(info);
                }
                self.events.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)));
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.addresses.push(dest_url),
            Tag::HtmlBlock => self.events.push(Event::Start(Tag::HtmlBlock)),
            tag => self.events.push(Event::Start(tag)),
        }
    }

    /// Names the file of an example, if it has one.
    fn caption(&mut self, info: &str) {
        if let Some(file) = info.split(' ').find_map(|word| word.strip_prefix("file=")) {
            let text = Event::Code(harmless(file));
            self.events.extend([Event::Start(Tag::Paragraph), text, Event::End(TagEnd::Paragraph)]);
        }
    }

    /// Writes the address of a link behind its text, unless that is the address.
    fn end_link(&mut self) {
        let Some(address) = self.addresses.pop() else { return };
        let is_said = matches!(self.events.last(), Some(Event::Text(text)) if **text == *address);
        if !is_said {
            self.events.push(Event::Text(format!(" ({})", harmless(&address)).into()));
        }
    }
}

/// Makes deceptive characters visible in each line.
fn harmless(text: &str) -> CowStr<'static> {
    text.split('\n').map(xml::text).collect::<Vec<_>>().join("\n").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_html_without_links_and_titles() {
        let page = "# a-rule\n\nA `name` and *more*.\n\n## Bad\n\n```yaml in=x file=a.yaml\nk: <b> # e\n```\n\n\
                    - [b](https://example.org/c)\n- <https://example.org/d>\n";
        assert_eq!(
            html_of(page),
            "<p>A <code>name</code> and <em>more</em>.</p>\n<h4>Bad</h4>\n<p><code>a.yaml</code></p>\n\
             <pre><code>k: &lt;b&gt; # e\n</code></pre>\n<ul>\n<li>b (https://example.org/c)</li>\n<li>https://example.org/d</li>\n</ul>\n"
        );
    }

    #[test]
    fn nothing_in_a_page_is_markup() {
        let page = "a <b onclick=x>\u{202e}</b> ![p](http://example.org/p)\n\n<script>\nx()\n</script>\n\n[l](javascript:x \"t\")\n";
        let shown = html_of(page);
        let tags = shown.replace("<p>", "").replace("</p>", "");
        assert!(
            !tags.contains('<') && shown.contains("&lt;script&gt;") && shown.contains("\\u{202e}"),
            "{shown}"
        );
    }
}
