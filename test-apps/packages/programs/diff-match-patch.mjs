// diff-match-patch: differences and patches.
import DiffMatchPatch from 'diff-match-patch';

export default () => {
  const tool = new DiffMatchPatch();
  const differences = tool.diff_main('The quick brown fox', 'That quick red fox!');
  tool.diff_cleanupSemantic(differences);
  const patches = tool.patch_make('The quick brown fox', differences);
  return [
    differences.map(([kind, text]) => [kind, text]),
    tool.diff_prettyHtml(differences),
    tool.patch_toText(patches),
    tool.patch_apply(patches, 'The quick brown foxes'),
    tool.match_main('abcdef', 'de', 0),
  ];
};
