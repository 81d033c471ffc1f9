/** One entry of what the backend answers. */
export interface DynamicRemote {
  packageName: string;
  remoteInfo: { name: string; entry: string; type?: string; shareScope?: string };
  exposedModules: string[];
}

/** Asks the backend for the remotes that it serves. */
export async function fetchRemotes(backendUrl: string): Promise<DynamicRemote[]> {
  const response = await fetch(`${backendUrl}/.backstage/dynamic-features/remotes`, {
    headers: { 'Content-Type': 'application/json' },
  });
  if (!response.ok) throw new Error(`the backend answered ${response.status} ${response.statusText}`);
  return response.json();
}

/** What `loadRemote` wants for an exposed module. */
export function moduleId(remote: DynamicRemote, exposed: string) {
  return exposed === '.' ? remote.remoteInfo.name : `${remote.remoteInfo.name}/${exposed.replace(/^\.\//, '')}`;
}
