/** Copies a text to the clipboard; resolves with whether that succeeded. */
export const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
};

/** Copies by selection: pages loaded over plain http have no clipboard, but may copy what is selected. */
const copySelected = (text: string): boolean => {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  // oxlint-disable-next-line typescript/no-deprecated -- there is no other way without TLS
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
};
