/** A small invented community for the pictures: an allotment society. Nobody in it lives. */

export const people = [
  'hannah.reed',
  'joan.pell',
  'samuel.okoro',
  'ольга.белова',
  'tom.whitby',
  'ines.duarte',
];

/** The first is who looks at the pages. */
export const reader = people[0]!;

export const rooms = ['Allotment', 'Seed swap', 'Tool shed', 'Market stall', 'Чайная', 'Committee'];

/** Of the first room. */
export const topic = 'Plots, weather, and who has the key';

/** In the first room: who, and what, and who reacts how. */
export const talk: { author: string; text: string; reactions?: [emoji: string, ...people: string[]][] }[] = [
  {
    author: 'joan.pell',
    text: 'The rain barrel by plot 7 is full again. Take what you need before it turns green.',
  },
  { author: 'samuel.okoro', text: 'Lovely. I will fill two cans for the beans tonight.' },
  {
    author: 'ольга.белова',
    text: 'Kettle is on in the hut from four. **Bring a mug**, we are short of six.',
    reactions: [['☕', 'hannah.reed', 'tom.whitby', 'joan.pell']],
  },
  { author: 'ольга.белова', text: 'И варенье есть, смородина.' },
  { author: 'tom.whitby', text: 'Has anybody seen the long rake? It was not in the shed this morning.' },
  { author: 'hannah.reed', text: 'Behind the compost, I am afraid that was me. Bringing it back now.' },
  {
    author: 'tom.whitby',
    text: '@hannah.reed no hurry, I only need it on Saturday.',
    reactions: [['☀️', 'hannah.reed']],
  },
  {
    author: 'ines.duarte',
    text: 'For the market:\n- leeks, 30 bundles\n- the last of the squash\n- *dahlias*, if the frost waits',
  },
  { author: 'joan.pell', text: 'Frost is said for Thursday. I would cut them on Wednesday evening.' },
  {
    author: 'hannah.reed',
    text: 'I can be there at five with the secateurs, and take the leeks down in the car.',
  },
  {
    author: 'ines.duarte',
    text: 'Perfect, then it is settled. Thank you!',
    reactions: [['❤️', 'joan.pell', 'hannah.reed', 'samuel.okoro']],
  },
];

/** Between the reader and others, in private. */
export const whispers = [
  { from: 'joan.pell', text: 'Could you look after the greenhouse in the second week of December?' },
  { from: 'samuel.okoro', text: 'The key is under the third pot.' },
];
