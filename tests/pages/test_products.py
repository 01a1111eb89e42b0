"""The Products screen in all its states."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from core import accounts, drafting, product_editing, products
from core.errors import NotAllowed
from core.models import Product, User
from core.product_editing import input_of
from core.product_input import ProductInput
from core.products import product_of_slug
from pages.parts import product_form, product_list
from tests.core.test_products import UMBRELLA
from tests.pages.conftest import SignIn
from tests.screens import another_tab, events, words

SLUG = "debit-card"


def person(name: str) -> User:
    user = accounts.find_user(name)
    assert user
    return user


def now(slug: str = SLUG) -> ProductInput:
    return input_of(product_of_slug(slug))


@pytest.fixture
def shop(sign_in: SignIn) -> AppTest:
    """The list, with an administrator before it."""
    return sign_in("admin").switch_page("pages/products.py").run()


@pytest.fixture
def form(shop: AppTest) -> AppTest:
    """The form of a product that is there."""
    shop.text_input(key="products.find").set_value(SLUG).run()
    return shop.button(key=f"edit-{SLUG}").click().run()


def write(app: AppTest, turn: int = 1, **texts: str) -> AppTest:
    """Type into the form; `_` stands for the dot of a field's name."""
    for name, text in texts.items():
        key = f"product.{turn}.{name.replace('_', '.')}"
        widget = app.text_input(key=key) if name.startswith(("name", "slug")) else app.text_area(key=key)
        widget.set_value(text)
    return app.run()


def save(app: AppTest) -> AppTest:
    return app.button(key="product-save").click().run()


# --- the list ---------------------------------------------------------------------------------------------------------


def test_products_are_listed_by_category_with_their_briefs(shop: AppTest) -> None:
    seen = words(shop)
    assert f"{products.listing().total} products" in seen
    assert "Everyday debit card" in seen
    assert "0 briefs" in seen
    shop.get("pagination")[0].set_value(2).run()
    assert "Everyday debit card" not in words(shop)


def test_products_are_searched_in_any_language_and_by_category(shop: AppTest) -> None:
    shop.text_input(key="products.find").set_value("ПАУЗА").run()
    assert "1 product" in words(shop)
    shop.selectbox(key="products.category").set_value("insurance").run()
    assert "No product is like that" in words(shop)
    shop.text_input(key="products.find").set_value("").run()
    assert "Mudguard car insurance" in words(shop)


def test_a_product_is_archived_and_put_back(shop: AppTest) -> None:
    shop.toggle(key="products.archived").set_value(True).run()
    assert "No product is archived" in words(shop)
    shop.toggle(key="products.archived").set_value(False).run()
    shop.text_input(key="products.find").set_value(SLUG).run()
    shop.button(key=f"archive-{SLUG}").click().run()
    assert "is archived. Its briefs and banners stay." in words(shop)
    assert SLUG not in {row.slug for row in products.active_products()}
    shop.switch_page("pages/create.py").run()
    assert not any("Everyday debit card" in option for option in shop.selectbox[0].options)
    shop.switch_page("pages/products.py").run()
    shop.toggle(key="products.archived").set_value(True).run()
    shop.button(key=f"archive-{SLUG}").click().run()
    assert SLUG in {row.slug for row in products.active_products()}


# --- a new product ----------------------------------------------------------------------------------------------------


def test_an_empty_form_shows_every_fault_beside_its_field_and_adds_nothing(shop: AppTest) -> None:
    save(shop.button(key="product-add").click().run())
    seen = words(shop)
    assert "joined by single dashes" in seen
    assert "Choose a category." in seen
    assert seen.count("This is empty.") == 4
    assert "Something above needs your attention." in seen
    assert not events("product.added")


def test_a_new_product_is_on_offer_at_once(shop: AppTest) -> None:
    shop.button(key="product-add").click().run()
    shop.selectbox(key="product.1.category").set_value("insurance")
    parts = {name.replace(".", "_"): text for name, text in UMBRELLA.parts.items() if "." in name}
    write(shop, slug="umbrella-cover", **parts)
    seen = words(shop)
    assert "6 sentences" in seen
    assert "14 / 60" in seen
    assert "Say how much of the banner" in words(save(shop))
    shop.number_input(key="product.1.legal_share").set_value(5.0)
    assert "“Umbrella cover” is saved." in words(save(shop))
    assert now("umbrella-cover") == UMBRELLA
    assert "All products" not in words(shop)


def test_a_short_name_that_is_there_already_is_told(shop: AppTest) -> None:
    save(write(shop.button(key="product-add").click().run(), slug=SLUG))
    assert "There is a product “debit\\-card” already." in words(shop)


# --- a change ---------------------------------------------------------------------------------------------------------


def test_a_product_is_changed_and_the_list_shows_it(form: AppTest) -> None:
    assert form.text_input(key="product.1.slug").disabled
    save(write(form, name_en="Daily card"))
    assert "Daily card" in words(form)
    assert now().name["en"] == "Daily card"
    assert events("product.changed")[0].data["before"] == {"name.en": "Everyday debit card"}


def test_a_fault_keeps_what_was_typed_and_goes_away_once_mended(form: AppTest) -> None:
    save(write(form, description_ru="Коротко."))
    assert "A description has 5 to 10 sentences; this has 1." in words(form)
    assert form.text_area(key="product.1.description.ru").value == "Коротко."
    write(form, description_ru=UMBRELLA.description["ru"])
    assert "sentences; this has" not in words(form)


def test_what_was_typed_outlives_the_screen_and_the_session_until_it_is_given_up(form: AppTest) -> None:
    write(form, name_en="Half a na")
    again = another_tab("admin")
    again.query_params["edit"] = SLUG
    again.switch_page("pages/products.py").run()
    assert again.text_input(key="product.1.name.en").value == "Half a na"
    assert "This is what you had typed and not saved." in words(again)
    again.button(key="product-discard").click().run()
    assert again.text_input(key="product.2.name.en").value == "Everyday debit card"
    assert now().name["en"] == "Everyday debit card"


def test_a_draft_of_another_kind_is_dropped(shop: AppTest) -> None:
    drafting.remember(person("admin").id, f"product/{SLUG}", {"parts": {"name.en": 7}, "seen": []})
    shop.query_params["edit"] = SLUG
    shop.run()
    assert shop.text_input(key="product.1.name.en").value == "Everyday debit card"


def test_a_product_that_is_not_there_is_told_with_a_way_back(shop: AppTest) -> None:
    shop.query_params["edit"] = "ghost"
    assert "There is no product “ghost”." in words(shop.run())
    shop.button(key="product-back").click().run()
    assert "Everyday debit card" in words(shop)


# --- two who change the same ------------------------------------------------------------------------------------------


def meanwhile(**texts: str) -> None:
    """Somebody else changes the English and Russian names."""
    seen = now()
    product_editing.change(replace(seen, name={**seen.name, **texts}), seen=seen, by=person("admin"))


def test_the_second_is_told_and_loses_nothing(form: AppTest) -> None:
    write(form, name_en="Mine", legal_en="Terms.", legal_ru="Условия.")
    form.number_input(key="product.1.legal_share").set_value(5.0)
    meanwhile(en="Theirs", ru="Их карта")
    save(form)
    seen = words(form)
    assert "Ada Admin changed this product" in seen
    assert "Name · English, Name · Русский" in seen
    assert "The other text: Theirs" in seen
    assert form.text_input(key="product.2.name.en").value == "Mine"
    assert form.text_input(key="product.2.name.ru").value == "Их карта"
    assert form.text_area(key="product.2.legal.en").value == "Terms."
    assert now().name["en"] == "Theirs"
    save(form)
    assert now().name == {"en": "Mine", "ru": "Их карта"}
    assert (now().legal["ru"], now().legal_share) == ("Условия.", 0.05)


def test_a_form_in_which_nothing_was_typed_shows_the_product_as_it_is(form: AppTest) -> None:
    meanwhile(en="Theirs")
    form.run()
    assert form.text_input(key="product.2.name.en").value == "Theirs"


# --- nobody else ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["marketer", "designer", "analyst"])
def test_nobody_else_sees_or_changes_products(sign_in: SignIn, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = sign_in(name).switch_page("pages/products.py").run()
    assert "products.find" not in {field.key for field in app.text_input}
    monkeypatch.setattr("pages.parts.session.current_user", lambda: person(name))
    callbacks = ((product_list._archive, (SLUG, True)), (product_form._save, (SLUG,)), (product_form._discard, (SLUG,)))
    for callback, arguments in callbacks:
        with pytest.raises(NotAllowed):
            callback.__wrapped__(*arguments)
    row: Product = product_of_slug(SLUG)
    assert not row.archived
