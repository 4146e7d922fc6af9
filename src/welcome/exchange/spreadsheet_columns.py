"""The words that people head their columns with, and the words they put under them, each with what it means here."""

from welcome.directory.hours import Audience, Booking
from welcome.directory.venues import ACCESS_FACTS, LANGUAGE_CODES, PROVISION_KEYS, Listing, VenueKind
from welcome.exchange.sheet import heading_key

#: Column key -> other headings for it, as `heading_key` has them.
_HEADINGS: dict[str, str] = {
    "name": "venue venuename nameofvenue title place placename nameofplace",
    "address": "venueaddress addressline addressline1 address1 street fulladdress location where",
    "address2": "addressline2", "address3": "addressline3", "town": "city district townorcity",
    "postcode": "postcodes postalcode pcds pcd venuepostcode",
    "hours": "openingtimes openinghours opening openingtime opentimes openhours open times timesopen when whenopen "
             "daysandtimes dayandtime dayandtimes daystimes daytime sessiontimes sessions schedules",
    "day": "days weekday dayofweek dayoftheweek", "time": "timeofday",
    "opens": "opensat start starttime from", "closes": "closesat end endtime finish finishtime to until",
    "how_often": "frequency recurrence",
    "mo": "monday mon", "tu": "tuesday tue tues", "we": "wednesday wed weds", "th": "thursday thu thur thurs",
    "fr": "friday fri", "sa": "saturday sat", "su": "sunday sun",
    "notes": "note comments comment remarks internalnotes",
    "about": "description publicdescription aboutus details summary",
    "first_visit": "whattoexpect yourfirstvisit", "nearest_stop": "nearestbusstop busstop",
    "phone": "telephone tel phonenumber phoneno telephonenumber contactnumber contactphone landline",
    "mobile": "mobilenumber mobilephone mob",
    "email": "emailaddress mail contactemail", "website": "web url link site webpage websiteaddress webaddress facebook",
    "contact": "contactdetails", "contact_name": "contactperson namedcontact leadcontact",
    "latitude": "lat", "longitude": "lon long lng", "easting": "eastings", "northing": "northings",
    "kind": "type category venuetype typeofvenue", "languages": "language languagesspoken spokenlanguages",
    "audience": "for whofor whoisitfor whoitsfor whocancome openTo".lower(),
    "min_age": "minimumage agefrom", "max_age": "maximumage ageto",
    "booking": "bookingneeded bookingrequired needtobook", "cost": "price charge fee costs admission",
    "entrance_steps": "steps stepsatentrance stepsattheentrance stepsatdoor numberofsteps", "which_door": "entrance door",
    "access_checked_on": "accesschecked", "access_said_by": "accesssource",
    "provision": "provisions offers offer facilities onoffer whatsonoffer activities",
    "listing": "listed", "member_since": "joined joinedon", "five_ps_affirmed_on": "fiveps 5ps",
    "listing_agreed_on": "agreedon agreed", "agreed_by_role": "agreedby", "agreed_how": "howagreed",
    "term_calendar": "termdates",
}  # fmt: skip
_ACCESS_HEADINGS: dict[str, str] = {
    "blue_badge_parking": "bluebadge disabledparking bluebadgebays", "drop_off_at_door": "dropoff",
    "bus_stop_within_200m": "busstopnearby busstopwithin200metres",
    "step_free_entrance": "stepfree stepfreeaccess levelaccess levelentrance", "portable_ramp": "portableramponrequest",
    "doors_80cm": "widedoors doors80cmwide", "door_opened_for_you": "automaticdoors automaticdoor",
    "step_free_inside": "levelinside", "seats_with_arms": "chairswitharms",
    "wheelchair_space_at_table": "wheelchairspace", "scooter_space": "mobilityscooterspace",
    "toilet": "toilets wc", "accessible_toilet": "accessibletoilets disabledtoilet disabledtoilets accessiblewc",
    "changing_places": "changingplacestoilet", "baby_changing": "babychange babychangingfacilities",
    "hearing_loop": "inductionloop loop", "bsl_signer": "bsl bslinterpreter", "quiet_space": "quietroom quietarea",
    "good_lighting": "", "dementia_aware": "dementiafriendly",
}  # fmt: skip
#: Headings that say too little to be a fact: “accessible” to whom, up to which door?
TOO_VAGUE = frozenset((
    "accessible", "access", "accessibility", "wheelchair", "wheelchairaccess", "wheelchairaccessible", "disabledaccess",
    "disabledfriendly", "dda", "ramp", "parking",
))  # fmt: skip

COLUMNS: dict[str, str] = {
    heading_key(heading): key
    for key, others in (_HEADINGS | _ACCESS_HEADINGS | dict.fromkeys(PROVISION_KEYS, "")).items()
    for heading in (key, *others.split())
}
COLUMNS |= {heading_key(f"{fact}_note"): f"{fact}_note" for fact in ACCESS_FACTS}

#: Words in a list of what is offered, and the key for each; the keys themselves are understood too.
PROVISION_WORDS: dict[str, str] = {
    "tea": "hot_drinks", "coffee": "hot_drinks", "tea and coffee": "hot_drinks", "tea coffee": "hot_drinks",
    "refreshments": "hot_drinks", "drinks": "hot_drinks", "cake": "snacks", "biscuits": "snacks", "cakes": "snacks",
    "lunch": "hot_meal", "meal": "hot_meal", "meals": "hot_meal", "hot food": "hot_meal", "hot meals": "hot_meal",
    "vegetarian": "vegetarian_food", "halal": "halal_food", "warm space": "warm_room", "wi fi": "wifi", "free wifi": "wifi",
    "phone charging": "charging", "computer": "computers", "it help": "digital_help", "digital support": "digital_help",
    "games": "games_and_crafts", "crafts": "games_and_crafts", "board games": "games_and_crafts", "toys": "childrens_corner",
    "childrens area": "childrens_corner", "play area": "childrens_corner", "esol": "english_conversation",
    "english class": "english_conversation", "information": "local_information", "signposting": "local_information",
    "food bank": "food_parcels", "foodbank": "food_parcels", "prayer": "prayer_room",
}  # fmt: skip

LANGUAGE_WORDS: dict[str, str] = {
    "english": "en", "punjabi": "pa", "panjabi": "pa", "urdu": "ur", "pahari": "phr", "mirpuri": "phr", "pothwari": "phr",
    "bengali": "bn", "bangla": "bn", "sylheti": "syl", "gujarati": "gu", "hindi": "hi", "polish": "pl", "romanian": "ro",
    "arabic": "ar", "farsi": "fa", "persian": "fa", "kurdish": "ku", "pashto": "ps", "ukrainian": "uk",
    "bsl": "bfi", "british sign language": "bfi", "sign language": "bfi",
} | {code: code for code in LANGUAGE_CODES}  # fmt: skip

AUDIENCE_WORDS: dict[str, Audience] = {
    "everyone": "everyone", "anyone": "everyone", "all": "everyone", "all welcome": "everyone", "everybody": "everyone",
    "open to all": "everyone", "all ages": "everyone", "public": "everyone",
    "women": "women", "women only": "women", "ladies": "women", "men": "men", "men only": "men",
    "families": "families", "family": "families", "parents": "families", "parents and toddlers": "families",
    "young people": "young_people", "young_people": "young_people", "youth": "young_people", "teenagers": "young_people",
    "older people": "older_people", "older_people": "older_people", "over 50s": "older_people", "over 55s": "older_people",
    "over 60s": "older_people", "over 65s": "older_people", "carers": "carers", "other": "other",
}  # fmt: skip
BOOKING_WORDS: dict[str, Booking] = {
    "none": "none", "no": "none", "n": "none", "not needed": "none", "drop in": "none", "just turn up": "none",
    "no need": "none",
    "welcome": "welcome", "optional": "welcome", "preferred": "welcome", "advised": "welcome",
    "needed": "needed", "yes": "needed", "y": "needed", "required": "needed", "essential": "needed", "book ahead": "needed",
}  # fmt: skip
KIND_WORDS: dict[str, VenueKind] = {
    "place of welcome": "place_of_welcome", "places of welcome": "place_of_welcome", "pow": "place_of_welcome",
    "library": "library", "warm space": "warm_space", "warm hub": "warm_space", "warm bank": "warm_space",
    "community cafe": "community_cafe", "cafe": "community_cafe", "other": "other",
}  # fmt: skip
LISTING_WORDS: dict[str, Listing] = {
    "draft": "draft", "listed": "listed", "yes": "listed", "live": "listed", "paused": "paused", "closed": "closed",
}  # fmt: skip
WEEKDAY_COLUMNS = {
    "mo": "Monday", "tu": "Tuesday", "we": "Wednesday", "th": "Thursday", "fr": "Friday", "sa": "Saturday", "su": "Sunday",
}  # fmt: skip
