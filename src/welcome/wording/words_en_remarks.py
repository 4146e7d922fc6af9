"""The English words that say who a session is for, what is done there, how one gets in, and what says nothing at all."""

from welcome.wording.words import Entry

# fmt: off
#: Who it is for.
_WHO: list[Entry] = [
    ("audience", ("women", True), """
        women only, ladies only, women, ladies, womens, womans, females only, female only, for women, for women only,
        for ladies, for ladies only, girls and women only, women and girls only"""),
    ("audience", ("men", True), """
        men only, men, mens, gents, gentlemen, for men, for men only, gents only, males only, male only"""),
    ("audience", ("families", True), """
        families, families only, for families, for families only, family, parents and toddlers, parent and toddler,
        parents & toddlers, parent & toddler, parents and children, mums and tots, mums & tots, mums and toddlers,
        parents and babies, parent and baby, baby and toddler, babies and toddlers, mums and babies, toddlers,
        toddler, parents and tots, parents and carers with children, families with children, dads and kids, parents &
        babies"""),
    ("audience", ("young_people", True), """
        young people, youth, youths, for young people, young people only, teenagers, teens, young adults, for
        teenagers, for young people only"""),
    ("audience", ("older_people", True), """
        older people, seniors, for older people, senior citizens, pensioners, the elderly, elderly, for seniors, for
        pensioners, older adults, for older adults, oaps, for the elderly, retired people, the retired"""),
    ("audience", ("carers", True), """
        carers, carers only, for carers, unpaid carers, for unpaid carers, for carers only"""),
    ("audience", ("other", False), "for a particular group, members only, for members only, for members"),
    ("audience", ("everyone", False), """
        everyone welcome, all welcome, everybody welcome, open to all, open to everyone, for all, for everyone,
        everyone is welcome, all are welcome, all ages, all ages welcome, anyone welcome, open to the public, for all
        ages, everybody is welcome, open to everybody, public welcome"""),
    ("ages", None, """
        ages, aged, age, age range, ages from, aged from, for ages, for age, for aged, for those aged, for people
        aged, people aged"""),
    ("over", None, "over, overs, for over, for the over, for overs, the over, aged over"),
    ("under", None, """
        under, under the age of, for under, aged under, ages up to, aged up to, for the under, the under"""),
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

#: How one gets in, and what it costs.
_TERMS_OF_ENTRY: list[Entry] = [
    ("appointment", None, """
        by appointment, by appointment only, appointment only, appointments only, by prior appointment, by appt, by
        appt only, appt only, by arrangement, by prior arrangement, by arrangement only, appointment needed,
        appointment required, appointments required, appointment necessary, strictly by appointment, strictly by
        appointment only, by app, by pre arranged appointment, by appointments, on appointment, with an appointment,
        by prior appointment only, on request"""),
    ("other_times", None, """
        other times, at other times, all other times, other days, on other days, at all other times, otherwise, other
        times available, or, and at other times, outside these times, outside these hours, or at other times"""),
    ("booking", "needed", """
        booking essential, booking required, must book, book in advance, please book, booking needed, pre booking
        essential, prebooking essential, advance booking required, booking only, bookings only, booking is essential,
        please book in advance, must be booked, pre booking required, book ahead, please pre book, prebook, pre book,
        book a place, please book a place, places must be booked, must pre book, please book a slot, ring first, call
        first, phone first, please ring first, please call first, please phone first, please ring before visiting,
        please call before visiting, call ahead, ring ahead, please call ahead, telephone first, please telephone
        first, phone ahead, please ring ahead, ring before visiting, call before visiting, phone before visiting,
        booking necessary, booking in advance"""),
    ("booking", "welcome", """
        booking welcome, booking advised, booking recommended, booking preferred, booking advisable, booking is
        recommended, booking is advised"""),
    ("booking", "none", """
        no booking, no booking required, no booking needed, no need to book, no booking necessary, just turn up, turn
        up, drop in, dropin, drop ins, no appointment needed, no appointment necessary, just drop in, no appointment
        required, walk in, walk ins, walk ins welcome, just come along, come along, pop in, just pop in, drop in any
        time, drop in session, drop in sessions, drop in welcome, dropins welcome"""),
    ("cost", "free", """
        free, free entry, free of charge, free admission, no charge, free to all, its free, free event, free for all,
        free to attend, no cost, free session, free sessions, all free"""),
    ("cost", "pay_what_you_can", """
        donations welcome, donation welcome, donations, donation, by donation, pay what you can, pay as you feel,
        suggested donation, donations accepted, voluntary donation, small donation, voluntary contribution, pay what
        you feel, donations appreciated, pay as you like, pay what you want, a small donation, contributions welcome,
        donations gratefully received"""),
    ("cost", "paid", """
        small charge, there is a charge, small fee, charge, entry fee, a small charge, charges apply, a charge, small
        charge applies, fee, small fee applies, nominal charge"""),
    ("cost", "not_known", "cost not known"),
    ("per", None, """
        per session, per person, each session, a session, per child, per family, pp, entry, admission, per week each,
        per head, a head, per visit, per class, a class, entrance, a time"""),
]

#: What people do there and where in the building: it becomes the label of the times, and never changes when they are.
_LABELS: list[Entry] = [
    ("label", None, """
        tea, teas, coffee, coffees, chat, chats, chatter, natter, knit, knitting, crochet, sewing, craft, crafts,
        crafting, art, arts, lunch, lunches, breakfast, brunch, supper, meal, meals, cake, cakes, biscuits, toast,
        soup, food, pantry, foodbank, food bank, food pantry, food parcels, cafe, café, community cafe, community
        café, coffee shop, coffee morning, coffee mornings, tea and chat, coffee afternoon, group, groups, club,
        clubs, class, classes, workshop, workshops, lunch club, luncheon club, luncheon, shed, stay and play, stay &
        play, play, playgroup, play group, messy church, church, worship, prayer, prayers, mass, communion, holy
        communion, bible study, choir, singing, sing, music, dance, dancing, line dancing, tea dance, yoga, pilates,
        tai chi, exercise, exercises, zumba, fitness, walk, walks, walking, gardening, garden, allotment, games, board
        games, bingo, quiz, cards, dominoes, chess, table tennis, snooker, bowls, carpet bowls, pool, film, films,
        film club, cinema, reading, book club, book group, reading group, storytime, story time, rhyme time,
        rhymetime, bounce and rhyme, library, reception, office, the office, museum, shop, charity shop, kitchen,
        conversation, english conversation, esol, english classes, english class, computer, computers, it help,
        digital help, digital, job club, work club, advice, benefits advice, debt advice, citizens advice, housing
        advice, help, support, support group, friendship, friendship group, friendship club, friends, social, social
        club, social group, company, community, community hub, hub, warm, warm space, warm spaces, warm hub, warm
        room, welcome space, place of welcome, places of welcome, welcome, memory cafe, memory café, dementia cafe,
        dementia café, bereavement, bereavement cafe, bereavement café, repair cafe, repair café, repair, swap shop,
        clothes bank, baby bank, toy library, uniform exchange, homework club, language cafe, language café,
        refreshments, hot drinks, hot food, drinks, snacks, meeting, meetings, chair exercise, seated exercise, chair
        yoga, mums, dads, babies, baby, baby group, playtime, scouts, brownies, guides, cubs, beavers, rainbows,
        drama, theatre, painting, drawing, pottery, woodwork, photography, service, services, sunday service, night
        shelter, shelter, local history, history, history group, wellbeing, well being, mindfulness, health, health
        checks, clinic, surgery, councillor surgery, space, lounge, hall, main hall, centre, building, activities,
        activity, gym, swimming, open door, open house, open church, private prayer, quiet prayer, tots, jigsaws,
        puzzles, crafternoon, colouring, cooking, cookery"""),
]

#: Remarks that are kept; those about getting in touch may mean that the times are not for coming.
_NOTES: list[Entry] = [
    ("note", None, """
        phone for details, ring for details, call for details, contact for details, see website for details, see
        website, check website, please check website, please see website, see our website, see facebook, check
        facebook, see facebook for details, email for details, for details, more details, details, for more
        information, for further information, for info, more info, more information, further details, for further
        details, please see our website, please check our website, please check before visiting, wheelchair
        accessible, wheelchair access, accessible, parking, free parking, parking available, refreshments available,
        refreshments provided, lunch provided, tea and coffee, tea and coffee available, tea and coffee provided, hot
        drinks available, food provided, come and join us, join us, new members welcome, new members always welcome,
        members and visitors welcome, visitors welcome, children welcome, dogs welcome, newcomers welcome, a warm
        welcome, term dates on website, dates on website, thank you, thanks, families welcome, light refreshments,
        light lunch, free tea and coffee, all abilities welcome, beginners welcome, concessions, conc"""),
    ("contact_word", None, """
        tel, phone, telephone, email, website, web, contact, call, ring, please call, please phone, please ring,
        please contact, or email, or phone, or call, or ring, call us, contact us, call us on, phone us, ring us, tel
        no, telephone number, phone number, to book, to book call, to book ring, to book phone, to book please call,
        to book contact, for details call, for details ring, for details phone, for details contact, please email, to
        book email, text, please text, whatsapp, to book text"""),
    ("last_orders", None, """
        last orders, last entry, last admission, last admissions, last orders at, last entry at, last entry is, last
        admission at, last food orders, last food orders at, last orders for food, last orders for food at, doors
        open, doors, doors open at, doors open from, doors at, arrivals from, registration from, kitchen closes,
        kitchen closes at, food served until, lunch served until, breakfast served until"""),
]

#: Words that say nothing about when it is open.
_FILLERS: list[Entry] = [
    ("filler", None, """
        for lunch, for a lunch break, opening times, opening hours, opening time, open times, hours of opening, open
        hours, hours open, times of opening, times, time, opening days, days, day, session times, sessions, session,
        meets, meet, we meet, meeting times, meeting time, runs, run, running, held, is held, are held, is, are, be,
        we, we are, our, this, it, its, its on, takes place, take place, happens, happening, usual opening hours,
        normal opening hours, normal opening times, general opening, public opening, standard hours, hours are, times
        are, opening times are, opening hours are, when, please note, nb, please, you can visit, visit us, come and
        see us, our opening hours are, our opening times are, current opening times, current opening hours, timetable,
        schedule, regular, regularly, meets on, meet on, meets every, clock, us, library opening hours, library hours,
        current times, current hours, hours of business, business hours, core hours, open to visitors, the centre is
        open, the library is open, the church is open, the building is open, sessions run, the cafe is open, the café
        is open, our sessions run, sessions are held, meetings are held, takes place on, take place on, is open to the
        public, open to the public on, we open, come and join us for, join us every, join us on, join us for, come
        along to, come along to our, a"""),
]

#: Words after which nobody can be sure: they are read, kept and asked about.
_UNSURE: list[Entry] = [
    ("unsure", None, """
        usually, normally, generally, sometimes, often, approximately, approx, about, around, roughly, circa, most,
        some, various, varies, vary, times vary, times may vary, may vary, may change, subject to change, subject to
        availability, weather permitting, tbc, tba, to be confirmed, to be announced, temporarily, currently closed,
        until further notice, closed until further notice, provisionally, provisional, hopefully, possibly, maybe, if
        possible, times may change, may be closed, may be open, when possible, volunteers permitting, hours may vary,
        hours vary, selected, certain, occasional, occasionally, bi weekly, biweekly, bi monthly, bimonthly, twice a
        month, twice weekly, twice a week, irregular, flexible, ad hoc, on demand, variable, days vary, dates vary,
        dates may vary, all day, half day, half days"""),
]

# fmt: on
REMARKS: list[Entry] = [*_WHO, *_TERMS_OF_ENTRY, *_LABELS, *_NOTES, *_FILLERS, *_UNSURE]
