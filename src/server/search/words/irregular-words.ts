/** Words whose forms no stemmer brings together: each line is one word, the form by which it is known first. */
const lines = `
go goes going went gone
do does did done doing
run runs ran running
say says said
see sees saw seen
get gets got gotten getting
make makes made making
take takes took taken taking
give gives gave given giving
come comes came coming
know knew known
think thought
find found
tell told
send sent
write writes wrote written writing
break broke broken
bring brought
build built
buy bought
catch caught
choose chose chosen choosing
draw drew drawn
drive drove driven driving
eat ate eaten
fall fell fallen
feel felt
fight fought
fly flies flew flown
forget forgot forgotten
freeze froze frozen
grow grew grown
hear heard
hide hid hidden
hold held
keep kept
leave leaves left leaving
lose lost losing
mean meant
meet met
pay paid
sell sold
shoot shot
show shown
sing sang sung
sit sat
sleep slept
speak spoke spoken
spend spent
stand stood
steal stole stolen
stick stuck
swim swam swum
teach taught
throw threw thrown
understand understood
wake woke woken waking
wear wore worn
win won
child children
foot feet
goose geese
knife knives
life lives
man men
mouse mice
person people persons
tooth teeth
wife wives
woman women
человек люди людей людям людьми людях
ребенок дети детей детям детьми детях
день дня дню днем дне дни дней дням днями днях
сон сна сну сном сны снов снам снами снах
идти иду идет идем идут шел шла шло шли
мать матери матерью матерей
друг друзья друзей друзьям друзьями друзьях
сын сыновья сыновей
брат братья братьев братьям
`;

const classes = lines
  .trim()
  .split('\n')
  .map((line) => line.split(' '));

const knownAs = new Map(classes.flatMap((forms) => forms.map((form) => [form, forms[0]!] as const)));
const formsBy = new Map(classes.map((forms) => [forms[0]!, forms]));

/** How a word is known that has such forms. */
export const regularOf = (word: string): string | undefined => knownAs.get(word);

/** All forms of a word, by that which it is known by. */
export const formsOf = (known: string): readonly string[] => formsBy.get(known) ?? [];
