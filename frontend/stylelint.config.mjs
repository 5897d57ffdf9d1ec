// Our own style sheets. Physical directions are errors: Arabic must not cost a second sheet.
export default {
  plugins: ["stylelint-use-logical"],
  rules: {
    "csstools/use-logical": ["always", { severity: "error" }],
    "block-no-empty": true,
    "color-no-invalid-hex": true,
    "declaration-block-no-duplicate-properties": true,
    "declaration-block-no-shorthand-property-overrides": true,
    "font-family-no-duplicate-names": true,
    "no-duplicate-at-import-rules": true,
    "no-invalid-double-slash-comments": true,
    "property-no-unknown": true,
    "selector-pseudo-class-no-unknown": true,
    "selector-pseudo-element-no-unknown": true,
    "unit-no-unknown": true,
    // Trap 4: the shorthand wipes the chevron of a select.
    "property-disallowed-list": ["background"],
  },
};
