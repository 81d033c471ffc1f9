// @supabase/supabase-js: a query that is built.
import { createClient } from '@supabase/supabase-js';

export default async () => {
  const seen = [];
  const client = createClient('http://x.example', 'key', {
    auth: { persistSession: false, autoRefreshToken: false },
    global: {
      fetch: async (url, { method }) => (
        seen.push([method, String(url)]),
        new Response('[{"a":1}]', { status: 200, headers: { 'content-type': 'application/json' } })
      ),
    },
  });
  const { data, error } = await client
    .from('t')
    .select('a, b(c)')
    .eq('d', 1)
    .in('e', ['x', 'y'])
    .order('a', { ascending: false })
    .limit(3);
  return [data, error, seen, client.storage.from('b').getPublicUrl('p/q.png').data];
};
