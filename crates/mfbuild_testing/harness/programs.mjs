export async function runPrograms() { return 'todo'; }
