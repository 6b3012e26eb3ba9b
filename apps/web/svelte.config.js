/** Nothing to configure: says so, for the tools that look for it. */
export default {};
