/** What is read of one document at most; what is beyond is counted. */
export const MAX_STATEMENTS = 50_000;
export const MAX_PRODUCTS_OF_STATEMENT = 100_000;
export const MAX_COMPONENTS_OF_PRODUCT = 1_000;
/** Of justifications, impact statements and actions, characters. */
export const MAX_VEX_TEXT = 1_000;
export const MAX_PRODUCT_TEXT = 500;
