"""The tool that brings translations into a site file: comments and order stay, languages stand in their order."""

from tools.site_texts import filled, missing

FILE = """# a comment
[[languages]]
code = "de"

[[languages]]
code = "ti"                             # another one

[[languages]]
code = "en"

[[topics]]
code = "housing"
name.de = "Wohnen"

name.en = "Housing"

[[topics]]
name.de = "Arbeit"
name.en = "Work"
""".splitlines()


def test_what_is_missing_is_asked_for_in_english() -> None:
    assert missing(FILE, "ti") == {"Housing": "", "Work": ""}
    assert missing(FILE, "de") == {"Housing": ""}


def test_a_translation_stands_in_the_order_of_the_languages_and_the_rest_stays() -> None:
    given = {"ti": {"Work": 'ስራሕ "1"'}}
    after = filled(FILE, given)
    assert after[-3:] == ['name.de = "Arbeit"', 'name.ti = "ስራሕ \\"1\\""', 'name.en = "Work"']
    assert [line for line in after if "name.ti" not in line] == FILE
    assert filled(after, given) == after
