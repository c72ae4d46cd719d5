/** Remembers the answers to the latest questions: rows of one screen ask the same ones again and again. */
export const lately = <Answer>(
  answer: (question: string) => Answer,
  most = 200,
): ((question: string) => Answer) => {
  const known = new Map<string, Answer>();
  return (question) => {
    const before = known.get(question);
    if (before !== undefined) return before;
    if (known.size >= most) known.clear();
    const found = answer(question);
    known.set(question, found);
    return found;
  };
};
