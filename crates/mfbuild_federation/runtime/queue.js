// The chunk queue. Its items are kept: an entry that is executed again replays them into its fresh registry,
// and each run hands new items on to the run before it.

const queue = (self[QUEUE] ||= []);
const pushBefore = queue.push.bind(queue);
register([[], entryModules]);
queue.forEach(register);
queue.push = (item) => {
  register(item);
  return pushBefore(item);
};
