"""Everything that the studio can show, by name. A new subject is one module and one line here."""

from core.imagery.studio.subject import Subject
from core.imagery.studio.subjects.car import CAR
from core.imagery.studio.subjects.card import CARD
from core.imagery.studio.subjects.coins import COINS
from core.imagery.studio.subjects.gift import GIFT
from core.imagery.studio.subjects.house import HOUSE
from core.imagery.studio.subjects.parcel import PARCEL
from core.imagery.studio.subjects.phone import PHONE
from core.imagery.studio.subjects.pizza import PIZZA

CATALOGUE: dict[str, Subject] = {
    subject.name: subject for subject in (CARD, COINS, GIFT, HOUSE, CAR, PHONE, PARCEL, PIZZA)
}
