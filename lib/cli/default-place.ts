/** Where files and sensors belong when the command line says nothing: one plant with one address space. */
export const DEFAULT_SITE = "Plant";
export const DEFAULT_REALM = "plant";
