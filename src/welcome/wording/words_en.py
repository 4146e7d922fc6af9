"""The English words about opening times, as posters and directories in Britain write them."""

from welcome.wording.sentences_en import SENTENCES
from welcome.wording.words import Entry, make_words

_DAYS: list[Entry] = [
    ("day", 0, "monday, mon"),
    ("day", 1, "tuesday, tues, tue, tu"),
    ("day", 2, "wednesday, weds, wed, wedn, wednes, wensday, wendsday"),
    ("day", 3, "thursday, thurs, thur, thu, thrs"),
    ("day", 4, "friday, fri"),
    ("day", 5, "saturday, sat, satur"),
    ("day", 6, "sunday, sun"),
    ("weekly_day", 0, "mondays, mons"),
    ("weekly_day", 1, "tuesdays"),
    ("weekly_day", 2, "wednesdays, wensdays, wendsdays"),
    ("weekly_day", 3, "thursdays"),
    ("weekly_day", 4, "fridays, fris"),
    ("weekly_day", 5, "saturdays, sats"),
    ("weekly_day", 6, "sundays, suns"),
    ("days", 31, "weekday, weekdays, week days, m f, working days, on a weekday"),
    ("days", 96, "weekend, weekends, week ends, at weekends, at the weekend, on weekends"),
    ("days", 127, "daily, everyday, every day, each day, all days, 7 days, 7 days a week, 7 days per week, 7 days week"),
    ("days", 127, "seven days a week, seven days per week, seven days, every day of the week, all week, all days of the week"),
    ("bank", None, "bank holiday, bank holidays, bank hols, bank hol, bh, bhs, b hols, public holiday"),
    ("bank", None, "public holidays, public hols, bank and public holidays, bank & public holidays, bank / public holidays"),
    ("part", "am", "morning, mornings, in the morning, in the mornings"),
    ("part", "pm", "afternoon, afternoons, in the afternoon, in the afternoons"),
    ("part", "evening", "evening, evenings, eve, eves, in the evening, in the evenings, night, nights, tonight, at night"),
    ("part", "lunch", "lunchtime, lunchtimes, lunch time, lunch times, at lunchtime, at lunchtimes"),
]

_MONTHS: list[Entry] = [
    ("month", 1, "january, jan"),
    ("month", 2, "february, feb, febuary"),
    ("month", 3, "march, mar"),
    ("month", 4, "april, apr"),
    ("month", 5, "may"),
    ("month", 6, "june, jun"),
    ("month", 7, "july, jul"),
    ("month", 8, "august, aug"),
    ("month", 9, "september, sept, sep"),
    ("month", 10, "october, oct"),
    ("month", 11, "november, nov"),
    ("month", 12, "december, dec"),
    # Fixed days of the year, as (day, month): Easter and its Mondays move and are asked about.
    ("named_day", (25, 12), "christmas day, xmas day"),
    ("named_day", (26, 12), "boxing day"),
    ("named_day", (24, 12), "christmas eve, xmas eve"),
    ("named_day", (31, 12), "new years eve, new year eve"),
    ("named_day", (1, 1), "new years day, new year day"),
]

_PLACES: list[Entry] = [
    ("ordinal", 1, "first"),
    ("ordinal", 2, "second"),
    ("ordinal", 3, "third"),
    ("ordinal", 4, "fourth"),
    ("ordinal", 5, "fifth"),
    ("ordinal", 0, "last, final"),
    ("of_month", None, "of the month, of each month, of every month, of month, in the month, in each month, in every month"),
    ("of_month", None, "of a month, in month, each month, every month, a month, per month, monthly, of the months, in a month"),
    ("of_month", None, "of any month, day of the month, once a month, every calendar month, of the calendar month"),
    ("each", None, "every, each"),
    ("weeks", 1, "weekly, every week, each week, once a week, a week, per week, on a weekly basis, every single week"),
    ("weeks", 2, "every other, alternate, alternating, fortnightly, every fortnight, every 2 weeks, every two weeks"),
    ("weeks", 2, "each fortnight, every other week, alternate weeks, every alternate, on alternate, on alternate weeks"),
    (
        "weeks",
        2,
        "once a fortnight, a fortnight, per fortnight, once every two weeks, once every 2 weeks, two weekly",
    ),
    ("weeks", 2, "every second week, every 2nd week, on a fortnightly basis, fortnight, every 14 days, every fourteen days"),
    ("weeks", 3, "every 3 weeks, every three weeks, every third week, every 3rd week, three weekly"),
    ("weeks", 3, "once every three weeks, once every 3 weeks"),
    ("weeks", 4, "every 4 weeks, every four weeks, every fourth week, every 4th week, four weekly"),
    ("weeks", 4, "once every four weeks, once every 4 weeks"),
]

_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

_CLOCK: list[Entry] = [
    ("noon", None, "noon, midday, mid day, noontime"),
    ("midnight", None, "midnight"),
    ("oclock", None, "oclock, o clock, oclk"),
    ("hours", None, "hrs, hr, h, hours"),
    ("past", 30, "half past, half"),
    ("past", 15, "quarter past, a quarter past"),
    ("past", -15, "quarter to, a quarter to"),
    *(("clock", (number, None, str(number)), word) for number, word in enumerate(_NUMBERS, 1)),
    ("late", None, "late, till late, til late, until late"),
    ("onwards", None, "onwards, onward, and onwards"),
    ("all_hours", None, "24 hours, 24 hrs, 24 hr, 24hours, 24hrs, 24hr, 24 hours a day, 24 hrs a day, twenty four hours a day"),
    ("all_hours", None, "round the clock, day and night, 24h"),
    ("round_the_clock", None, "24 hours a day 7 days a week, 24 hours 7 days a week, 24 hrs 7 days a week, twenty four seven"),
    ("next_day", None, "the next day, next day, the following day, following day"),
    ("end_next_day", None, "at the end of the next day"),
]

_LINKS: list[Entry] = [
    ("to", None, "to, thru, through, through to"),
    ("until", None, "until, till, til, up to, up until, untill"),
    ("and", None, "and, also, plus, then, as well as, and also, and then, and again, again, n"),
    ("from", None, "from, starting, starting from, beginning, commencing, starts, starts on, starting on, starts from, wef"),
    ("from", None, "with effect from, as from, as of, begins, begins on, beginning on, commences, from the, effective from"),
    ("week_of", None, "week commencing, w / c, wc, week beginning, w / b, from week commencing, starting week commencing"),
    ("next_on", None, "next, next session, next meeting, next date, next one, next is, next session is, next meeting is"),
    ("next_on", None, "next one is, next date is, the next, the next one is, next on"),
    ("between", None, "between, in between"),
    ("in", None, "in, on a, at a, during, throughout, in the, during the, for, on, within, throughout the, at"),
    ("end_of", None, "end of, the end of, end"),
    ("start_of", None, "beginning of, the beginning of, start of, the start of"),
    ("of", None, "of"),
    ("the", None, "the"),
    ("inclusive", None, "inclusive, both inclusive"),
    ("only", None, "only"),
    ("open", None, "open, opens, opened, we are open, were open, were are open, is open, are open, open on, opening"),
    ("closed", "closed", "closed, shut, we are closed, we close, is closed, are closed, closed on, closed all day, shut on"),
    ("closed", "closed", "no session, no sessions, no meeting, no meetings, no session on, no sessions on, does not run"),
    ("closed", "closed", "does not run on, doesnt run, doesnt run on, do not meet, does not meet, dont meet, doesnt meet"),
    ("closed", "closed", "not open, not open on, not meeting, not running, not on, no group, no group on, no club, closes for"),
    ("closed", "break", "closed for lunch, closed lunch, closes for lunch, closed for lunch between, closed for lunch from"),
    (
        "closed",
        "break",
        "closed for a lunch break, closed at lunch, closed between, closed from, lunch closure, shut for lunch",
    ),
    ("closed", "break", "closed at lunchtime, closed lunchtimes, closed for lunchtime, lunch break, closed over lunch"),
    ("except", None, "except, excluding, excl, exc, excl., excepting, except for, except on, except in, except during"),
    ("except", None, "not, but not, not in, not during, no, excludes, apart from, other than, apart from on, ex"),
    (
        "except",
        None,
        "outside, outside of, out of, but closed, but closed on, with the exception of, but not on, not including",
    ),
    ("except", None, "but not in, but not during, excluding the, never on, but no, and not"),
    ("including", None, "including, includes, inc, incl, including on, also open, also open on, as well as on, even on"),
    ("including", None, "also on, also in, also during, and in, and during, even in, open on all, including all"),
    ("including", None, "including during, even during, as usual on, as normal on, open as usual on, open as normal on"),
    ("as_usual", None, "as usual, as normal, same times, same as usual, open as usual, open as normal, normal hours"),
    ("as_usual", None, "usual times, normal times, usual hours"),
]

_TERM = "term time, term times, termtime, termtimes, school term, school terms, school term time, school term times"
_TERM_MORE = "term, termtime dates, school termtime, term dates, the school term, school time"
_HOLIDAYS = "school holidays, school holiday, school hols, the school holidays, school vacation, all school holidays"

_SEASONS: list[Entry] = [
    ("term", None, _TERM),
    ("term", None, _TERM_MORE),
    ("school_holidays", None, _HOLIDAYS),
    (
        "all_year",
        None,
        "all year, all year round, year round, throughout the year, all through the year, every week of the year",
    ),
    ("all_year", None, "open all year, open all year round, all the year round, round the year, 52 weeks a year"),
    ("every_day_of_year", None, "365 days a year, 365 days per year, every day of the year, 365 days"),
    ("season", "summer", "summer, summertime, summer hours, summer opening, summer months, summer opening times"),
    ("season", "winter", "winter, wintertime, winter hours, winter opening, winter months, winter opening times"),
    (
        "feast",
        None,
        "half term, half terms, easter, christmas, xmas, over christmas, easter holidays, summer holidays, at christmas",
    ),
    (
        "feast",
        None,
        "christmas holidays, christmas break, summer break, easter break, holidays, the holidays, half term holidays",
    ),
    (
        "feast",
        None,
        "school half term, over easter, easter weekend, good friday, easter monday, easter sunday, ramadan, eid, lent",
    ),
    ("feast", None, "festive period, the festive period, bonfire night, summer term, autumn term, spring term, half term week"),
    (
        "feast",
        None,
        "half terms and holidays, christmas period, christmas week, new year, over new year, christmas and new year",
    ),
    ("season", "spring", "spring"),
    ("season", "autumn", "autumn"),
]

_WHO: list[Entry] = [
    ("audience", ("women", True), "women only, ladies only, women, ladies, womens, womans, females only, female only"),
    (
        "audience",
        ("women", True),
        "for women, for women only, for ladies, for ladies only, girls and women only, women and girls only",
    ),
    (
        "audience",
        ("men", True),
        "men only, men, mens, gents, gentlemen, for men, for men only, gents only, males only, male only",
    ),
    ("audience", ("families", True), "families, families only, for families, for families only, family, parents and toddlers"),
    ("audience", ("families", True), "parent and toddler, parents & toddlers, parent & toddler, parents and children"),
    ("audience", ("families", True), "mums and tots, mums & tots, mums and toddlers, parents and babies, parent and baby"),
    (
        "audience",
        ("families", True),
        "baby and toddler, babies and toddlers, mums and babies, toddlers, toddler, parents and tots",
    ),
    (
        "audience",
        ("families", True),
        "parents and carers with children, families with children, dads and kids, parents & babies",
    ),
    ("audience", ("young_people", True), "young people, youth, youths, for young people, young people only, teenagers, teens"),
    ("audience", ("young_people", True), "young adults, for teenagers, for young people only"),
    ("audience", ("older_people", True), "older people, seniors, for older people, senior citizens, pensioners, the elderly"),
    (
        "audience",
        ("older_people", True),
        "elderly, for seniors, for pensioners, older adults, for older adults, oaps, for the elderly",
    ),
    ("audience", ("older_people", True), "retired people, the retired"),
    ("audience", ("carers", True), "carers, carers only, for carers, unpaid carers, for unpaid carers, for carers only"),
    ("audience", ("other", False), "for a particular group, members only, for members only, for members"),
    (
        "audience",
        ("everyone", False),
        "everyone welcome, all welcome, everybody welcome, open to all, open to everyone, for all",
    ),
    (
        "audience",
        ("everyone", False),
        "for everyone, everyone is welcome, all are welcome, all ages, all ages welcome, anyone welcome",
    ),
    (
        "audience",
        ("everyone", False),
        "open to the public, for all ages, everybody is welcome, open to everybody, public welcome",
    ),
    ("ages", None, "ages, aged, age, age range, ages from, aged from, for ages, for age, for aged, for those aged"),
    ("ages", None, "for people aged, people aged"),
    ("over", None, "over, overs, for over, for the over, for overs, the over, aged over"),
    ("under", None, "under, under the age of, for under, aged under, ages up to, aged up to, for the under, the under"),
    ("plural_s", None, "s"),
    ("months_old", None, "months, months old, mths"),
    ("years", None, "year olds, yrs, years, yr olds, yrs old, years old, years of age, year old, yo, y o"),
    ("and_over", None, "and over, plus years, and above, or over, and older, & over, or older, and overs, and up"),
    ("and_under", None, "and under, and below, or under, and younger"),
    ("language", "pa", "in punjabi"),
    ("language", "ur", "in urdu"),
    ("language", "phr", "in pahari"),
    ("language", "bn", "in bengali"),
    ("language", "syl", "in sylheti"),
    ("language", "gu", "in gujarati"),
    ("language", "hi", "in hindi"),
    ("language", "pl", "in polish"),
    ("language", "ro", "in romanian"),
    ("language", "ar", "in arabic"),
    ("language", "fa", "in persian, in farsi"),
    ("language", "ku", "in kurdish"),
    ("language", "ps", "in pashto"),
    ("language", "uk", "in ukrainian"),
    ("language", "bfi", "in british sign language, in bsl"),
    ("language", "cy", "in welsh"),
    ("language", "en", "in english"),
]

_TERMS_OF_ENTRY: list[Entry] = [
    ("appointment", None, "by appointment, by appointment only, appointment only, appointments only, by prior appointment"),
    ("appointment", None, "by appt, by appt only, appt only, by arrangement, by prior arrangement, by arrangement only"),
    ("appointment", None, "appointment needed, appointment required, appointments required, appointment necessary"),
    ("appointment", None, "strictly by appointment, strictly by appointment only, by app, by pre arranged appointment"),
    ("appointment", None, "by appointments, on appointment, with an appointment, by prior appointment only, on request"),
    (
        "other_times",
        None,
        "other times, at other times, all other times, other days, on other days, at all other times, otherwise",
    ),
    (
        "other_times",
        None,
        "other times available, or, and at other times, outside these times, outside these hours, or at other times",
    ),
    ("booking", "needed", "booking essential, booking required, must book, book in advance, please book, booking needed"),
    ("booking", "needed", "pre booking essential, prebooking essential, advance booking required, booking only, bookings only"),
    ("booking", "needed", "booking is essential, please book in advance, must be booked, pre booking required, book ahead"),
    (
        "booking",
        "needed",
        "please pre book, prebook, pre book, book a place, please book a place, places must be booked, must pre book",
    ),
    ("booking", "needed", "please book a slot, ring first, call first, phone first, please ring first, please call first"),
    (
        "booking",
        "needed",
        "please phone first, please ring before visiting, please call before visiting, call ahead, ring ahead",
    ),
    ("booking", "needed", "please call ahead, telephone first, please telephone first, phone ahead, please ring ahead"),
    (
        "booking",
        "needed",
        "ring before visiting, call before visiting, phone before visiting, booking necessary, booking in advance",
    ),
    ("booking", "welcome", "booking welcome, booking advised, booking recommended, booking preferred, booking advisable"),
    ("booking", "welcome", "booking is recommended, booking is advised"),
    (
        "booking",
        "none",
        "no booking, no booking required, no booking needed, no need to book, no booking necessary, just turn up",
    ),
    ("booking", "none", "turn up, drop in, dropin, drop ins, no appointment needed, no appointment necessary, just drop in"),
    ("booking", "none", "no appointment required, walk in, walk ins, walk ins welcome, just come along, come along, pop in"),
    ("booking", "none", "just pop in, drop in any time, drop in session, drop in sessions, drop in welcome, dropins welcome"),
    ("cost", "free", "free, free entry, free of charge, free admission, no charge, free to all, its free, free event"),
    ("cost", "free", "free for all, free to attend, no cost, free session, free sessions, all free"),
    ("cost", "pay_what_you_can", "donations welcome, donation welcome, donations, donation, by donation, pay what you can"),
    ("cost", "pay_what_you_can", "pay as you feel, suggested donation, donations accepted, voluntary donation, small donation"),
    ("cost", "pay_what_you_can", "voluntary contribution, pay what you feel, donations appreciated, pay as you like"),
    ("cost", "pay_what_you_can", "pay what you want, a small donation, contributions welcome, donations gratefully received"),
    ("cost", "paid", "small charge, there is a charge, small fee, charge, entry fee, a small charge, charges apply, a charge"),
    ("cost", "paid", "small charge applies, fee, small fee applies, nominal charge"),
    ("cost", "not_known", "cost not known"),
    ("per", None, "per session, per person, each session, a session, per child, per family, pp, entry, admission"),
    ("per", None, "per week each, per head, a head, per visit, per class, a class, entrance, a time"),
]

#: What people do there: it becomes the label of the times, and never changes when they are.
_LABELS = """
    tea, teas, coffee, coffees, chat, chats, chatter, natter, knit, knitting, crochet, sewing, craft, crafts, crafting,
    art, arts, lunch, lunches, breakfast, brunch, supper, meal, meals, cake, cakes, biscuits, toast, soup, food, pantry,
    foodbank, food bank, food pantry, food parcels, cafe, café, community cafe, community café, coffee shop,
    coffee morning, coffee mornings, tea and chat, coffee afternoon, group, groups, club, clubs, class, classes,
    workshop, workshops, lunch club, luncheon club, luncheon, shed, stay and play, stay & play, play, playgroup,
    play group, messy church, church, worship, prayer, prayers, mass, communion, holy communion, bible study, choir,
    singing, sing, music, dance, dancing, line dancing, tea dance, yoga, pilates, tai chi, exercise, exercises, zumba,
    fitness, walk, walks, walking, gardening, garden, allotment, games, board games, bingo, quiz, cards, dominoes,
    chess, table tennis, snooker, bowls, carpet bowls, pool, film, films, film club, cinema, reading, book club,
    book group, reading group, storytime, story time, rhyme time, rhymetime, bounce and rhyme, library, reception,
    office, the office, museum, shop, charity shop, kitchen, conversation, english conversation, esol, english classes,
    english class, computer, computers, it help, digital help, digital, job club, work club, advice, benefits advice,
    debt advice, citizens advice, housing advice, help, support, support group, friendship, friendship group,
    friendship club, friends, social, social club, social group, company, community, community hub, hub, warm,
    warm space, warm spaces, warm hub, warm room, welcome space, place of welcome, places of welcome, welcome,
    memory cafe, memory café, dementia cafe, dementia café, bereavement, bereavement cafe, bereavement café,
    repair cafe, repair café, repair, swap shop, clothes bank, baby bank, toy library, uniform exchange, homework club,
    language cafe, language café, refreshments, hot drinks, hot food, drinks, snacks, meeting, meetings, chair exercise,
    seated exercise, chair yoga, mums, dads, babies, baby, baby group, playtime, scouts, brownies, guides, cubs,
    beavers, rainbows, drama, theatre, painting, drawing, pottery, woodwork, photography, service, services,
    sunday service, night shelter, shelter, local history, history, history group, wellbeing, well being, mindfulness,
    health, health checks, clinic, surgery, councillor surgery, space, lounge, hall, main hall, centre, building,
    activities, activity, gym, swimming, open door, open house, open church, private prayer, quiet prayer, tots,
    jigsaws, puzzles, crafternoon, colouring, cooking, cookery
"""

_NOTES: list[Entry] = [
    ("note", None, "phone for details, ring for details, call for details, contact for details, see website for details"),
    ("note", None, "see website, check website, please check website, please see website, see our website, see facebook"),
    (
        "note",
        None,
        "check facebook, see facebook for details, email for details, for details, more details, details, tel, phone",
    ),
    (
        "note",
        None,
        "telephone, email, website, web, contact, call, ring, please call, please phone, please ring, please contact",
    ),
    ("note", None, "for more information, for further information, for info, more info, more information, further details"),
    ("note", None, "for further details, please see our website, please check our website, or email, or phone, or call"),
    ("note", None, "wheelchair accessible, wheelchair access, accessible, parking, free parking, parking available"),
    ("note", None, "refreshments available, refreshments provided, lunch provided, tea and coffee, tea and coffee available"),
    (
        "note",
        None,
        "tea and coffee provided, hot drinks available, food provided, come and join us, join us, new members welcome",
    ),
    (
        "note",
        None,
        "members and visitors welcome, visitors welcome, children welcome, dogs welcome, newcomers welcome, a warm welcome",
    ),
    ("note", None, "term dates on website, dates on website, thank you, thanks, families welcome"),
    (
        "last_orders",
        None,
        "last orders, last entry, last admission, last admissions, last orders at, last entry at, last entry is",
    ),
    (
        "last_orders",
        None,
        "last admission at, last food orders, last food orders at, last orders for food, last orders for food at",
    ),
    ("last_orders", None, "doors open, doors, doors open at, doors open from, doors at, arrivals from, registration from"),
    ("last_orders", None, "kitchen closes, kitchen closes at, food served until, lunch served until, breakfast served until"),
]

_FILLERS = """
    opening times, opening hours, opening time, open times, hours of opening, open hours, hours open, times of opening, times,
    time, opening days, days, day, session times, sessions, session, meets, meet, we meet, meeting times, meeting time, runs,
    run, running, held, is held, are held, is, are, be, we, we are, our, this, it, its, its on, takes place, take place,
    happens, happening, usual opening hours, normal opening hours, normal opening times, general opening, public opening,
    standard hours, hours are, times are, opening times are, opening hours are, when, please note, nb, please, you can visit,
    visit us, come and see us, our opening hours are, our opening times are, current opening times, current opening hours,
    timetable, schedule, regular, regularly, meets on, meet on, meets every, clock, us, library opening hours, library hours,
    current times, current hours, running from, runs from, hours of business, business hours, core hours, open to visitors
"""

#: Words after which nobody can be sure: they are read, kept and asked about.
_UNSURE = """
    usually, normally, generally, sometimes, often, approximately, approx, about, around, roughly, circa, most, some, various,
    varies, vary, times vary, times may vary, may vary, may change, subject to change, subject to availability,
    weather permitting, tbc, tba, to be confirmed, to be announced, temporarily, currently closed, until further notice,
    closed until further notice, provisionally, provisional, hopefully, possibly, maybe, if possible, times may change,
    may be closed, may be open, when possible, volunteers permitting, hours may vary, hours vary, selected, certain, occasional,
    occasionally, bi weekly, biweekly, bi monthly, bimonthly, twice a month, twice weekly, twice a week, irregular,
    flexible, ad hoc, on demand, variable, days vary, dates vary, dates may vary, all day, half day, half days
"""


def _listed(kind: str, phrases: str) -> list[Entry]:
    return [(kind, None, phrases.replace("\n", " "))]


ENGLISH_WORDS = make_words(
    "en",
    [
        *_DAYS,
        *_MONTHS,
        *_PLACES,
        *_CLOCK,
        *_LINKS,
        *_SEASONS,
        *_WHO,
        *_TERMS_OF_ENTRY,
        *_listed("label", _LABELS),
        *_NOTES,
        *_listed("filler", _FILLERS),
        *_listed("unsure", _UNSURE),
    ],
    slip_targets=[
        *["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        *["mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"],
        *["january", "february", "april", "august", "september", "october", "november", "december"],
        *["weekdays", "weekends", "fortnightly", "fortnight", "alternate", "midday", "midnight"],
    ],
    # English words that are one letter from a day or month, and are neither.
    not_slips=["sundry", "sundae", "sundaes", "friary", "augusta", "weekend", "weekday", "aprils", "midway", "firday"],
    sentences=SENTENCES,
)
