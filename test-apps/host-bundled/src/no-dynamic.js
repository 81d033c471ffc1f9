export const loadDynamicRemotes = async () => [];
