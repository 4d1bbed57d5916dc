/** As a condition on an SQL expression of somebody's id: they were erased, and what is left of them tells of nobody. */
export const isErased = (person: string): string =>
  `((select true from users left_here where left_here.id = ${person} and left_here.erased_at is not null) is true)`;
