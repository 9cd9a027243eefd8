#!/usr/bin/env python3
"""Writes a repository of reports as data teams keep them, the same one for the same number on every machine.

    python3 benches/reports.py 1000 FOLDER [--faulty]

Each publisher reports on one country quarter by quarter for three years. Convictions come back with their appeals in
the next report, so that rules over several files have work to do. People, courts and cases are invented. reportlint finds
nothing in the reports; with --faulty, every tenth one has a fault.
"""

import argparse
import random
import textwrap
from datetime import date, timedelta
from pathlib import Path

QUARTERS = 12
FIRST_YEAR = 2022
MOST_CASES = 3

# Country: name, language of its documents, towns, and articles with the years of prison that fit them.
COUNTRIES = {
    "KZ": ("Kazakhstan", "kk", ["Almaty", "Astana", "Shymkent", "Aktobe", "Karaganda"],
           [("KZ-CC 274(2)", 1, 3), ("KZ-CC 272(2)", 3, 8), ("KZ-CC 174(1)", 2, 7)]),
    "KG": ("Kyrgyzstan", "ky", ["Bishkek", "Osh", "Naryn", "Talas", "Tokmok"],
           [("KG-CC 278(3)", 5, 8), ("KG-CC 330(1)", 2, 5)]),
    "UZ": ("Uzbekistan", "uz", ["Tashkent", "Samarkand", "Bukhara", "Nukus", "Fergana"],
           [("UZ-CC 244-1(3)", 5, 8), ("UZ-CC 158(3)", 2, 5)]),
    "TJ": ("Tajikistan", "tg", ["Dushanbe", "Khujand", "Bokhtar", "Kulob", "Khorog"],
           [("TJ-CC 307(2)", 2, 5), ("TJ-CC 189(1)", 2, 5)]),
}
SYLLABLES = ["ba ба", "de де", "gi ги", "zho жо", "zu зу", "ka ка", "le ле",
             "mi ми", "no но", "ru ру", "sa са", "te те", "shi ши", "chu чу"]
STEM_LENGTH = 4
STEMS = len(SYLLABLES) ** STEM_LENGTH
SUFFIXES = [("nov", "нов"), ("kin", "кин")]
GIVEN = {
    "male": "Aidar Айдар,Bakyt Бакыт,Daniyar Данияр,Erkin Эркин,Farid Фарид,Ilyas Ильяс,Kamil Камиль,Marat Марат,"
            "Nurlan Нурлан,Oleg Олег,Rustam Рустам,Serik Серик,Timur Тимур,Viktor Виктор,Yerlan Ерлан,Zafar Зафар",
    "female": "Aizada Айзада,Bermet Бермет,Cholpon Чолпон,Dinara Динара,Elvira Эльвира,Gulnara Гульнара,Irina Ирина,"
              "Kamila Камила,Leyla Лейла,Madina Мадина,Nargiza Наргиза,Olga Ольга,Roza Роза,Saule Сауле,"
              "Tamara Тамара,Zarina Зарина",
}
NOUNS = ["clean air", "water rights", "a city park", "open budgets", "safer mines", "higher pensions", "a free press",
         "fair rents", "an old theatre", "school meals", "river banks", "new bus lines"]
ROLES = {"activist": "Organiser of a campaign for {noun}", "journalist": "Editor of a newspaper in {town}",
         "opposition-leader": "Candidate in the local elections of {town}"}
OPENINGS = [
    "{name} spoke at a meeting for {noun} in {town}.",
    "{name} had published letters from readers who asked for {noun}.",
    "{name} collected signatures for {noun} on a market in {town}.",
    "{name} led a small march for {noun} through the centre of {town}.",
]
MIDDLES = [
    "About {number} people came, and nobody was hurt.",
    "The meeting was peaceful from beginning to end.",
    "Two witnesses told the court that nobody had called for violence.",
    "The defence asked for a second opinion on the leaflet, and the court declined.",
    "Neighbours of the square confirmed that the street stayed open to traffic.",
    "The investigator returned the telephones after {number} days without giving a reason.",
    "The hearing was moved twice, and observers were let in each time.",
    "The expert opinion on {number} pages was read out in part.",
    "Relatives waited in the corridor, since the hall had only {number} seats.",
    "A local paper wrote about the campaign for {noun} from its first day.",
]
SPOKEN = ["We asked for {noun} and for nothing else.", "I wrote down what {number} neighbours told me, word for word.",
          "The street belongs to those who walk on it, and {number} of us walked.",
          "Nobody asked the people of {town} what they wanted."]
DEFENDED = ["The file has {number} pages, and none of them names a victim.",
            "We saw the opinion on page {number} for the first time in the hall.",
            "In {number} minutes nobody can read such a file.", "The leaflet about {noun} calls on people to listen."]

# Each replaces the first piece of text by the second one.
FAULTS = [
    ("    outcome: ", "    outcom: "),
    ("country: ", "country: X"),
    ("role: ", "role: great-"),
    ("  closed: false", "  closed: perhaps"),
    ("level: first-instance", "level: lowest"),
    ("published: 2", "published: 22"),
    ("title: ", "titel: "),
    ("      - type: trial", "      - type: trail"),
    ("  language: ", "  language: language-of-"),
    ("publishers:\n  - ", "publishers:\n- - "),
]


class Person:
    """A person, invented from a number; no two numbers share a full name."""

    def __init__(self, number):
        code, rest = number % STEMS, number // STEMS
        latin, cyrillic = SUFFIXES[rest % 2]
        self.gender = ["male", "female"][number % 2]
        names = GIVEN[self.gender].split(",")
        given, given_original = names[(rest // 2 * 5 + number) % len(names)].split()
        ending = ("a", "а") if self.gender == "female" else ("", "")
        stem, stem_original, code = "", "", code * 15013 % STEMS
        for _ in range(STEM_LENGTH):
            syllable = SYLLABLES[code % len(SYLLABLES)].split()
            stem, stem_original, code = stem + syllable[0], stem_original + syllable[1], code // len(SYLLABLES)
        family = stem.capitalize() + latin + ending[0]
        self.id = f"{family}-{given}".lower()
        self.name = f"{given} {family}"
        self.original = f"{given_original} {stem_original.capitalize()}{cyrillic}{ending[1]}"
        self.born = 1955 + number % 45

    def entry(self, role, description):
        return (f"  {self.id}:\n    name: {self.name}\n    name_original: {self.original}\n    role: {role}\n"
                f"    description: {description}\n    gender: {self.gender}\n    birth_year: {self.born}\n"
                f"    consent: true\n")


class Case:
    """A prosecution that a publisher follows from one quarter into the next."""

    def __init__(self, publisher, quarter, index):
        number = (publisher * QUARTERS + quarter) * MOST_CASES + index
        self.random = random.Random(f"case {number}")
        pick = self.random.choice
        self.country = country_of(publisher)
        _, self.language, towns, articles = COUNTRIES[self.country]
        self.defendant, self.counsel = Person(2 * number), Person(2 * number + 1)
        self.id = self.defendant.id.split("-")[0]
        self.article, least, most = pick(articles)
        self.years = self.random.randint(least, most)
        self.is_convicted = index % 2 == 0
        self.role = pick(list(ROLES))
        self.words = {"name": self.defendant.name, "town": pick(towns), "noun": pick(NOUNS),
                      "number": self.random.randint(12, 95)}
        self.place = self.words["town"]
        self.number = number
        first = start_of(quarter)
        self.charged = first + timedelta(self.random.randint(2, 20))
        self.tried = self.charged + timedelta(self.random.randint(10, 25))
        self.decided = self.tried + timedelta(self.random.randint(7, 25))
        self.appealed = start_of(quarter + 1) + timedelta(self.random.randint(5, 60))
        self.court = f"District Court No. {1 + number % 7} of {self.place}"

    def source(self, key, kind, title, host, published, language):
        url = f"{host}.example.org/{published.year}/{self.id}-{self.number}-{key}"
        publisher = {"court": self.court, "appeals": f"{self.place} Regional Court",
                     "news": f"{self.place} Example News"}[host]
        return (f"  {self.id}-{key}:\n    type: {kind}\n    title: {title}\n    publisher: {publisher}\n"
                f"    url: https://{url}\n    archived_url: https://archive.example.org/{published.year}/https://{url}\n"
                f"    published: {published}\n    accessed: {published + timedelta(3)}\n    language: {language}\n")

    def sources(self, is_continued):
        name = self.defendant.name
        yield self.source("verdict-text", "court-document", f"Verdict of {day(self.decided)} against {name}", "court",
                          self.decided + timedelta(4), "ru")
        if is_continued:
            yield self.source("appeal-text", "court-document", f"Decision of {day(self.appealed)} on the appeal of {name}",
                              "appeals", self.appealed + timedelta(4), "ru")
            yield self.source("appeal-news", "news", f"A second court on the campaign for {self.words['noun']}", "news",
                              self.appealed + timedelta(1), self.language)
        else:
            yield self.source("hearing", "news", f"From the hearing of {name} in {self.place}", "news",
                              self.decided + timedelta(1), self.language)

    def persons(self):
        yield self.defendant.entry(self.role, ROLES[self.role].format(**self.words))
        if self.is_convicted:
            yield self.counsel.entry("lawyer", f"Counsel for {self.defendant.name}")

    def text(self, is_continued):
        rng = random.Random(f"text {self.number} {is_continued}")
        sentences = [rng.choice(OPENINGS), *rng.sample(MIDDLES, rng.randint(3, 5))]
        return " ".join(sentences).format(**self.words)

    def verdict(self):
        outcome = "convicted" if self.is_convicted else "acquitted"
        sentence = f"        sentences:\n          - {{type: imprisonment, duration: P{self.years}Y}}\n"
        return (f"      - type: verdict\n        id: {self.id}-verdict\n        date: {self.decided}\n"
                f"        place: {self.place}\n        court: {{name: {self.court}, level: first-instance}}\n"
                f"        outcome: {outcome}\n        articles: [{self.article}]\n"
                f"{sentence if self.is_convicted else ''}        sources: [{self.id}-verdict-text]\n")

    def quote(self, speaker, text, day_of, source):
        return (f"        quotes:\n          - text: {text.format(**self.words)}\n            speaker: {speaker.id}\n"
                f"            date: {day_of}\n            language: {self.language}\n            translated: true\n"
                f"            sources: [{self.id}-{source}]\n")

    def events(self, is_continued):
        yield (f"      - type: charge\n        date: {self.charged}\n        articles: [{self.article}]\n"
               f"        sources: [{self.id}-verdict-text]\n")
        if not is_continued:
            yield (f"      - type: trial\n        date: {self.tried}\n        place: {self.place}\n"
                   f"        court: {{name: {self.court}, level: first-instance}}\n        articles: [{self.article}]\n"
                   f"        closed: false\n        sources: [{self.id}-verdict-text, {self.id}-hearing]\n")
            speaker, texts = (self.counsel, DEFENDED) if self.is_convicted else (self.defendant, SPOKEN)
            yield self.verdict() + self.quote(speaker, self.random.choice(texts), self.decided, "hearing")
            return
        yield self.verdict()
        yield (f"      - type: verdict\n        id: {self.id}-appeal\n        date: {self.appealed}\n"
               f"        place: {self.place}\n        court: {{name: {self.place} Regional Court, level: appeal}}\n"
               f"        outcome: upheld\n        articles: [{self.article}]\n        appeals: {self.id}-verdict\n"
               f"        sources: [{self.id}-appeal-text]\n"
               + self.quote(self.counsel, self.random.choice(DEFENDED), self.appealed, "appeal-news"))

    def entry(self, earlier=None):
        ending = "before a second court" if earlier else "before the court"
        return (f"  - id: {self.id}\n    title: \"{self.defendant.name}: {self.words['noun']} {ending}\"\n"
                + (f"    continues: {earlier}#{self.id}\n" if earlier else "")
                + f"    freedoms: [expression, peaceful-assembly, fair-trial]\n    persons: [{self.defendant.id}]\n"
                f"    summary: >-\n{folded(self.text(bool(earlier)), 6)}    events:\n"
                + "".join(self.events(bool(earlier))))


def country_of(publisher):
    return list(COUNTRIES)[publisher % len(COUNTRIES)]


def start_of(quarter):
    return date(FIRST_YEAR + quarter // 4, quarter % 4 * 3 + 1, 1)


def day(of):
    return f"{of.day} {of:%B} {of.year}"


def folded(text, indent):
    margin = " " * indent
    return textwrap.fill(text, 112, initial_indent=margin, subsequent_indent=margin, break_on_hyphens=False) + "\n"


def report_id(publisher, quarter):
    start = start_of(quarter)
    return f"{country_of(publisher).lower()}-bureau-{publisher:04}-{start.year}-q{quarter % 4 + 1}"


def report(number):
    """Returns the path and the text of a report."""
    publisher, quarter = divmod(number, QUARTERS)
    rng = random.Random(f"report {number}")
    start, end = start_of(quarter), start_of(quarter + 1) - timedelta(1)
    code = country_of(publisher)
    country, language, towns, _ = COUNTRIES[code]
    name = f"Example Bureau No. {publisher + 1} of {towns[publisher % len(towns)]}"
    new = [Case(publisher, quarter, index) for index in range(number_of_cases(publisher, quarter))]
    followed = [(case, None) for case in new]
    if quarter > 0:
        followed.insert(0, (Case(publisher, quarter - 1, 0), report_id(publisher, quarter - 1)))
    noun, share = rng.choice(NOUNS), rng.randint(20, 80)
    published = end + timedelta(rng.randint(20, 30))
    gazette = f"gazette.example.org/{code.lower()}/{number}"
    development = "".join([
        f"developments:\n  - id: draft-law\n    title: Draft law that touches {noun}\n    freedoms: [peaceful-assembly]\n",
        f"    date: {start + timedelta(40)}\n    summary: >-\n",
        folded(f"Parliament held a first debate on the draft and sent it to a committee, in which {share} of the members "
               f"had asked for changes. Groups that work for {noun} were heard on its first chapter.", 6),
        "    sources: [draft]\n    figures:\n",
        f"      - {{label: Members who asked for changes, value: {share}, unit: members, source: draft}}\n",
    ])
    convicted = sum(case.is_convicted for case in new)
    text = "".join([
        f"kind: report\nid: {report_id(publisher, quarter)}\n",
        f"title: \"{country}: assembly and expression, {start:%B} to {end:%B} {end.year}\"\n",
        f"country: {code}\nlanguage: en\nperiod: {{start: {start}, end: {end}}}\npublished: {published}\n",
        f"as_of: {end + timedelta(10)}\npublishers:\n  - {name}\nsummary: >-\n",
        folded(f"Of {len(new)} cases that reached a court in these months, {convicted} ended in a conviction at first "
               f"instance. {'The bureau followed an appeal in a case of the report before. ' if quarter else ''}"
               f"Parliament began to debate a draft law that touches {noun}.", 2),
        "\nsources:\n",
        *(source for case, earlier in followed for source in case.sources(bool(earlier))),
        f"  draft:\n    type: legislation\n    title: Draft law No. {number + 100}\n    publisher: Example Gazette\n"
        f"    url: https://{gazette}\n    archived_url: https://archive.example.org/{start.year}/https://{gazette}\n"
        f"    published: {start + timedelta(40)}\n    accessed: {start + timedelta(45)}\n    language: {language}\n",
        "\npersons:\n", *(person for case, _ in followed for person in case.persons()),
        "\ncases:\n", "\n".join(case.entry(earlier) for case, earlier in followed), "\n", development,
    ])
    return f"reports/{publisher:04}/{report_id(publisher, quarter)}.yaml", text


def number_of_cases(publisher, quarter):
    return random.Random(f"cases {publisher} {quarter}").randint(1 if quarter else 2, MOST_CASES)


def faulty(number, text):
    """Puts a fault into every tenth report."""
    if number % 10 != 7:
        return text
    right, wrong = FAULTS[number // 10 % len(FAULTS)]
    assert right in text, (number, right)
    return text.replace(right, wrong, 1)


def write(folder, count, with_faults=False):
    """Writes the repository; returns the paths of the reports below the folder."""
    paths = []
    for number in range(count):
        path, text = report(number)
        file = Path(folder, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(faulty(number, text) if with_faults else text, encoding="utf-8", newline="\n")
        paths.append(path)
    Path(folder, "reportlint.yaml").write_text("include: [reports/**]\n")
    return paths


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--faulty", action="store_true", help="put a fault into every tenth report")
    arguments = parser.parse_args()
    sizes = [Path(arguments.folder, path).stat().st_size
             for path in write(arguments.folder, arguments.count, arguments.faulty)]
    print(f"{len(sizes)} reports, {min(sizes)} to {max(sizes)} bytes, {sum(sizes) / len(sizes):.0f} on average")


if __name__ == "__main__":
    main()
