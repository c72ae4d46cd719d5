/** Options of Node, for the whole process. */
export declare const startFlags: readonly string[];
export declare const heldYoungGeneration: string;
export declare const freeYoungGeneration: string;
export declare const thrifty: string;
export declare const generous: string;
