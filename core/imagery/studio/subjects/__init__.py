"""Everything that the studio can show, by name. A new subject is one module and one line here."""

from core.imagery.studio.subject import Subject
from core.imagery.studio.subjects.calendar import CALENDAR
from core.imagery.studio.subjects.car import CAR
from core.imagery.studio.subjects.card import CARD
from core.imagery.studio.subjects.chart import CHART
from core.imagery.studio.subjects.clock import CLOCK
from core.imagery.studio.subjects.coins import COINS
from core.imagery.studio.subjects.cup import CUP
from core.imagery.studio.subjects.gift import GIFT
from core.imagery.studio.subjects.graduation_cap import GRADUATION_CAP
from core.imagery.studio.subjects.headphones import HEADPHONES
from core.imagery.studio.subjects.heart import HEART
from core.imagery.studio.subjects.house import HOUSE
from core.imagery.studio.subjects.key import KEY
from core.imagery.studio.subjects.laptop import LAPTOP
from core.imagery.studio.subjects.lock import LOCK
from core.imagery.studio.subjects.parcel import PARCEL
from core.imagery.studio.subjects.phone import PHONE
from core.imagery.studio.subjects.piggy_bank import PIGGY_BANK
from core.imagery.studio.subjects.pizza import PIZZA
from core.imagery.studio.subjects.plane import PLANE
from core.imagery.studio.subjects.rocket import ROCKET
from core.imagery.studio.subjects.shield import SHIELD
from core.imagery.studio.subjects.shopping_bag import SHOPPING_BAG
from core.imagery.studio.subjects.star import STAR
from core.imagery.studio.subjects.suitcase import SUITCASE
from core.imagery.studio.subjects.trophy import TROPHY
from core.imagery.studio.subjects.truck import TRUCK
from core.imagery.studio.subjects.umbrella import UMBRELLA

#: The first is shown where nothing tells what to show.
CATALOGUE: dict[str, Subject] = {
    subject.name: subject
    for subject in (
        CARD,
        CALENDAR,
        CAR,
        CHART,
        CLOCK,
        COINS,
        CUP,
        GIFT,
        GRADUATION_CAP,
        HEADPHONES,
        HEART,
        HOUSE,
        KEY,
        LAPTOP,
        LOCK,
        PARCEL,
        PHONE,
        PIGGY_BANK,
        PIZZA,
        PLANE,
        ROCKET,
        SHIELD,
        SHOPPING_BAG,
        STAR,
        SUITCASE,
        TROPHY,
        TRUCK,
        UMBRELLA,
    )
}
